package dev.haar.engine.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Message attributes as the JSON text in which AWS's API has them; binary values are Base64. */
public final class AttributesText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private AttributesText() {}

    /** The text; null for no attributes. */
    public static String write(MessageAttributes attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (MessageAttribute attribute : attributes.asList()) {
                json.writeObjectFieldStart(attribute.name());
                json.writeStringField("DataType", attribute.dataType());
                if (attribute.text() != null) {
                    json.writeStringField("StringValue", attribute.text());
                } else {
                    json.writeBinaryField("BinaryValue", attribute.binary());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written.", e);
        }
        return text.toString();
    }

    /**
     * The attributes that {@link #write} made the text of.
     *
     * @param text the text; null for no attributes
     */
    public static MessageAttributes read(String text) {
        if (text == null) {
            return MessageAttributes.NONE;
        }
        List<MessageAttribute> attributes = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                attributes.add(readOne(name, json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("These are no message attributes: " + text, e);
        }
        return MessageAttributes.of(attributes);
    }

    private static MessageAttribute readOne(String name, JsonParser json) throws IOException {
        String dataType = null;
        String string = null;
        byte[] binary = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "DataType" -> dataType = json.getText();
                case "StringValue" -> string = json.getText();
                case "BinaryValue" -> binary = json.getBinaryValue();
                default -> throw new IOException("unknown member " + member);
            }
        }
        return new MessageAttribute(name, dataType, string, binary);
    }
}
