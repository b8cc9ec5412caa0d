package dev.haar.it.query;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * An answer in XML.
 *
 * @param response the answer as it came
 * @param document its body
 */
record QueryAnswer(HttpResponse<String> response, Document document) {

    int status() {
        return response.statusCode();
    }

    /** The name of the outermost element. */
    String root() {
        return document.getDocumentElement().getNodeName();
    }

    /** The text at an XPath; empty if nothing is there. */
    String text(String path) {
        try {
            return xpath().evaluate(path, document);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** All texts at an XPath. */
    List<String> texts(String path) {
        try {
            NodeList nodes = (NodeList) xpath().evaluate(path, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static XPath xpath() {
        return XPathFactory.newInstance().newXPath();
    }
}
