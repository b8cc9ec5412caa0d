package dev.haar.it.query;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A client of AWS Query, as SDKs were before 2023: form parameters in, XML out. It signs in form only. */
final class QueryClient {
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String authorization;
    private final String version;

    private QueryClient(String accessKey, String region, String service, String version) {
        this.authorization = AUTHORIZATION.formatted(accessKey, region, service);
        this.version = version;
    }

    static QueryClient sqs(String accessKey, String region) {
        return new QueryClient(accessKey, region, "sqs", "2012-11-05");
    }

    static QueryClient sts(String accessKey) {
        return new QueryClient(accessKey, "us-east-1", "sts", "2011-06-15");
    }

    /** A POST of a form. */
    QueryAnswer post(URI url, String action, String... namesAndValues) {
        return send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString(form(action, namesAndValues))));
    }

    /** A GET with a query string. */
    QueryAnswer get(URI url, String action, String... namesAndValues) {
        return send(HttpRequest.newBuilder(URI.create(url + "?" + form(action, namesAndValues))));
    }

    private QueryAnswer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(
                    request.header("Authorization", authorization)
                            .header("X-Amz-Date", "20260101T000000Z")
                            .build(),
                    BodyHandlers.ofString());
            return new QueryAnswer(response, parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String form(String action, String... namesAndValues) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", action);
        form.put("Version", version);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Document parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new AssertionError("No XML: " + xml, e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
