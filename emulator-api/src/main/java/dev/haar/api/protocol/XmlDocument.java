package dev.haar.api.protocol;

import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.XMLOutputFactory2;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An XML document on its way into an answer. The markup is the library's; text goes to the answer itself, which does not
 * copy what is long.
 */
final class XmlDocument {
    private static final String PROLOGUE = "<?xml version=\"1.0\"?>\n";

    /** Named, not looked up: else the answers would depend on what stands on the class path of who embeds Haar. */
    private static final XMLOutputFactory FACTORY = new WstxOutputFactory();

    static {
        // It declares the namespace where it is needed: on the outermost element.
        FACTORY.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, true);
        // Else the library's buffers are made anew for each answer.
        FACTORY.setProperty(XMLOutputFactory2.P_AUTO_CLOSE_OUTPUT, true);
    }

    private final Output out;
    private final String namespace;
    private final XMLStreamWriter writer;

    /**
     * Begins a document.
     *
     * @param namespace the namespace of all its elements; empty for none
     */
    XmlDocument(Output out, String namespace) {
        this.out = out;
        this.namespace = namespace;
        out.raw(PROLOGUE);
        try {
            this.writer = FACTORY.createXMLStreamWriter(new Sink(out), "UTF-8");
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
    }

    void open(String name) {
        write(() -> writer.writeStartElement("", name, namespace));
    }

    /** Closes the element that was opened last. */
    void close() {
        write(writer::writeEndElement);
    }

    /** Writes an element that holds text alone. */
    void element(String name, String text) {
        element(name, () -> out.text(text, Escape.XML));
    }

    /** Writes an element that holds bytes, in Base64. */
    void element(String name, SdkBytes bytes) {
        element(name, () -> out.base64(bytes));
    }

    /** Writes an element whose content the given task writes to the answer, without markup. */
    private void element(String name, Runnable content) {
        open(name);
        write(() -> {
            // Ends the start tag, so that the content comes after it.
            writer.writeCharacters("");
            writer.flush();
        });
        content.run();
        close();
    }

    void empty(String name) {
        write(() -> writer.writeEmptyElement("", name, namespace));
    }

    /** Ends the document. */
    void finish() {
        write(writer::close);
    }

    private interface Step {
        void take() throws XMLStreamException;
    }

    private static void write(Step step) {
        try {
            step.take();
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
    }

    private static IllegalStateException impossible(XMLStreamException e) {
        return new IllegalStateException("Writing well-formed XML to memory does not fail.", e);
    }

    /** The answer as the library wants to see it. */
    private static final class Sink extends OutputStream {
        private final Output out;

        private Sink(Output out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            out.raw((char) b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            out.raw(bytes, from, length);
        }
    }
}
