package dev.haar.api.sqs.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request that is put together for being spoilt. */
final class Request {
    String method = "POST";
    String path = "/";
    final List<String> headers = new ArrayList<>();
    byte[] body = new byte[0];

    /** Whether it ends where its head says, so that another can follow it on its connection. */
    boolean framed = true;

    static Request json(String action, String body) {
        Request request = new Request();
        request.headers.add("Host: localhost:4566");
        request.headers.add("Content-Type: application/x-amz-json-1.0");
        request.headers.add("X-Amz-Target: AmazonSQS." + action);
        request.headers.add("Authorization: AWS4-HMAC-SHA256"
                + " Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0");
        request.body = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return request;
    }

    static Request form(String action, String parameters) {
        Request request = new Request();
        request.headers.add("Host: localhost:4566");
        request.headers.add("Content-Type: application/x-www-form-urlencoded");
        String form = "Action=" + action + "&Version=2012-11-05" + (parameters.isEmpty() ? "" : '&' + parameters);
        request.body = form.getBytes(StandardCharsets.UTF_8);
        return request;
    }

    static Request get(String path) {
        Request request = new Request();
        request.method = "GET";
        request.path = path;
        request.headers.add("Host: localhost:4566");
        return request;
    }

    Request copy() {
        Request copy = new Request();
        copy.method = method;
        copy.path = path;
        copy.headers.addAll(headers);
        copy.body = body;
        copy.framed = framed;
        return copy;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    void text(String changed) {
        body = changed.getBytes(StandardCharsets.UTF_8);
    }

    boolean isJson() {
        return body.length > 0 && body[0] == '{';
    }

    /** What goes over the wire. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (framed && (body.length > 0 || method.equals("POST"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
