package dev.haar.bench;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests to SNS, as the AWS SDK for Java 2 writes them. */
record SnsRequests(String host) {
    /** The number in every message that has attributes. */
    static final int AMOUNT = 9;

    ByteBuffer createTopic(String name) {
        return call("CreateTopic", Map.of("Name", name));
    }

    /** @param filterPolicy null for none */
    ByteBuffer subscribe(String topicArn, String queueArn, boolean raw, String filterPolicy) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("TopicArn", topicArn);
        form.put("Protocol", "sqs");
        form.put("Endpoint", queueArn);
        form.put("Attributes.entry.1.key", "RawMessageDelivery");
        form.put("Attributes.entry.1.value", Boolean.toString(raw));
        if (filterPolicy != null) {
            form.put("Attributes.entry.2.key", "FilterPolicy");
            form.put("Attributes.entry.2.value", filterPolicy);
        }
        return call("Subscribe", form);
    }

    /** @param attributes whether the message has any: a text {@code group}, {@code g0}, and a number {@code amount} */
    ByteBuffer publish(String topicArn, boolean attributes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("TopicArn", topicArn);
        form.put("Message", Requests.BODY);
        if (attributes) {
            attribute(form, 1, "group", "String", "g0");
            attribute(form, 2, "amount", "Number", Integer.toString(AMOUNT));
        }
        return call("Publish", form);
    }

    private static void attribute(Map<String, String> form, int number, String name, String type, String value) {
        String entry = "MessageAttributes.entry." + number;
        form.put(entry + ".Name", name);
        form.put(entry + ".Value.DataType", type);
        form.put(entry + ".Value.StringValue", value);
    }

    private ByteBuffer call(String action, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(member -> "&" + member.getKey() + "=" + encoded(member.getValue()))
                .collect(Collectors.joining("", "Action=" + action + "&Version=2010-03-31", ""));
        return Requests.direct(
                Requests.head(host, "sns", "", "application/x-www-form-urlencoded; charset=UTF-8"), body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
