package dev.haar.api.sqs.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Spoils requests, always in the same way for the same random numbers. */
final class Mutator {
    private static final Pattern JSON_TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|true|false|null|[\\[\\]{}:,]");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e400",
            "2147483648",
            "99999999999999999999999",
            "\"\"",
            "\"-1\"",
            "\"5\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"100E2147483647\"",
            "\"" + "x".repeat(300) + "\"",
            "\"{}\"",
            "\"[1]\"",
            "\"{\\\"maxReceiveCount\\\":[],\\\"deadLetterTargetArn\\\":{}}\"",
            "\"://\"",
            "\"http://[/x\"",
            "\"arn:aws:sqs\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\":null}",
            "{\"a\":{}}",
            "[{}]",
            "[[[[]]]]",
            "{\"DataType\":\"Binary\"}",
            "{\"DataType\":null,\"StringValue\":null}",
            "{\"a\":{\"StringListValues\":[\"x\"],\"DataType\":\"String\"}}");

    private static final List<String> NAMES = List.of(
            "QueueUrl",
            "QueueName",
            "Entries",
            "Id",
            "MessageBody",
            "MessageAttributes",
            "MessageSystemAttributes",
            "DataType",
            "StringValue",
            "BinaryValue",
            "StringListValues",
            "BinaryListValues",
            "Attributes",
            "AttributeNames",
            "MessageAttributeNames",
            "ReceiptHandle",
            "VisibilityTimeout",
            "WaitTimeSeconds",
            "MaxNumberOfMessages",
            "DelaySeconds",
            "MessageGroupId",
            "MessageDeduplicationId",
            "ReceiveRequestAttemptId",
            "Tags",
            "tags",
            "TagKeys",
            "MaxResults",
            "NextToken",
            "SourceArn",
            "TaskHandle",
            "FifoQueue",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "Policy",
            "KmsMasterKeyId",
            "");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/x-amz-json-1.1",
            "Content-Type: application/json",
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded; charset=utf-16",
            "Content-Type:",
            "X-Amz-Target: AmazonSQS.",
            "X-Amz-Target: AmazonSQS.NoSuchAction",
            "X-Amz-Target: .SendMessage",
            "X-Amz-Target: AmazonSQS.SendMessage",
            "X-Amz-Target: AWSSecurityTokenServiceV20110615.GetCallerIdentity",
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Accept-Encoding: gzip;q=x",
            "Accept: application/json",
            "Host: ",
            "Host: [::1",
            "Host: a b",
            "Host: sqs.eu-west-1.amazonaws.com:70000",
            "X-Forwarded-Host: <script>",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Port: -1",
            "X-Forwarded-For: ,,,",
            "Authorization: AWS4-HMAC-SHA256 Credential=",
            "Authorization: AWS4-HMAC-SHA256 Credential=////////",
            "Authorization: AWS4-HMAC-SHA256 Credential=123456789012/x/../sqs/aws4_request",
            "Authorization: Basic !",
            "X-Amzn-Trace-Id: \u00e9\u0001",
            "Origin: null",
            "Cookie: =;=",
            "Expect: 100-continue",
            "Range: bytes=-1",
            "If-None-Match: *");

    private static final List<String> METHODS = List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW", "POST");

    private static final List<String> PATHS = List.of(
            "/",
            "//",
            "/000000000000/fuzz",
            "/fuzz",
            "/queue/us-east-1/000000000000/fuzz",
            "/%",
            "/%zz",
            "/%00",
            "/%ff/x",
            "/../..",
            "/a;b=c",
            "/?Action",
            "/?Action=",
            "/?Action=SendMessage&Action=ListQueues",
            "/_",
            "/_haar",
            "/_haar/sqs/queues/%/messages",
            "/_haar/sqs/queues/fuzz/messages?limit=99999999999",
            "/_aws/sqs/messages?QueueUrl=%zz",
            "/_aws/sqs/messages?QueueUrl=://",
            "/_aws/sqs/messages");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** Spoils the request in one to four places. */
    void spoil(Request request) {
        int places = 1 + random.nextInt(4);
        for (int i = 0; i < places; i++) {
            int kind = random.nextInt(100);
            if (kind < 60 && request.body.length > 0) {
                if (request.isJson()) {
                    spoilJson(request);
                } else {
                    spoilForm(request);
                }
            } else if (kind < 80) {
                spoilBytes(request);
            } else if (kind < 96) {
                spoilHead(request);
            } else {
                spoilFraming(request);
            }
        }
    }

    private void spoilJson(Request request) {
        String text = request.text();
        List<MatchResult> tokens = JSON_TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            spoilBytes(request);
            return;
        }
        int at = random.nextInt(tokens.size());
        MatchResult token = tokens.get(at);
        boolean isName = at + 1 < tokens.size() && tokens.get(at + 1).group().equals(":");
        String other = isName && random.nextInt(4) > 0 ? '"' + any(NAMES) + '"' : any(VALUES);
        String changed = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> token.group() + token.group();
            case 2 -> "[".repeat(random.nextInt(3000)) + token.group();
            default -> other;
        };
        request.text(text.substring(0, token.start()) + changed + text.substring(token.end()));
    }

    private void spoilForm(Request request) {
        String[] parameters = request.text().split("&", -1);
        int at = random.nextInt(parameters.length);
        String parameter = parameters[at];
        int equals = Math.max(0, parameter.indexOf('='));
        parameters[at] = switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> parameter + '&' + parameter;
            case 2 -> parameter.substring(0, equals);
            case 3 -> parameter.substring(0, equals) + "=" + any(VALUES).replace("\"", "");
            case 4 -> parameter.replaceFirst("\\.[0-9]+", any(List.of(".0", ".", ".-1", "..1", ".99999999999", ".x")));
            case 5 -> parameter.replaceFirst("^[A-Za-z]+", any(NAMES));
            case 6 -> parameter.substring(0, equals) + ".1.Name" + parameter.substring(equals);
            default -> parameter + "%" + (char) (' ' + random.nextInt(90));
        };
        request.text(String.join("&", parameters));
    }

    private void spoilBytes(Request request) {
        byte[] bytes = request.body;
        if (bytes.length == 0) {
            spoilHead(request);
            return;
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
        switch (random.nextInt(5)) {
            case 0 -> {
                request.body = bytes.clone();
                request.body[from] ^= (byte) (1 << random.nextInt(8));
            }
            case 1 -> {
                request.body = bytes.clone();
                request.body[from] = (byte) random.nextInt(256);
            }
            case 2 -> request.body = join(bytes, from, new byte[0], to);
            case 3 -> request.body = join(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            default -> request.body = Arrays.copyOf(bytes, from);
        }
    }

    private void spoilHead(Request request) {
        switch (random.nextInt(5)) {
            case 0 -> request.method = any(METHODS);
            case 1 -> request.path = any(PATHS);
            case 2 -> request.headers.remove(random.nextInt(request.headers.size() + 1) % request.headers.size());
            default -> {
                String header = any(HEADERS);
                String name = header.substring(0, header.indexOf(':') + 1);
                if (random.nextBoolean()) {
                    request.headers.removeIf(other -> other.startsWith(name));
                }
                request.headers.add(header);
            }
        }
        if (request.headers.isEmpty()) {
            request.headers.add("Host: localhost");
        }
    }

    /** Breaks HTTP itself: after such a request the connection is of no more use. */
    private void spoilFraming(Request request) {
        request.framed = false;
        switch (random.nextInt(6)) {
            case 0 -> request.headers.add("Content-Length: " + (request.body.length + 1 + random.nextInt(10)));
            case 1 -> request.headers.add("Content-Length: " + request.body.length / 2);
            case 2 -> request.headers.add("Content-Length: " + any(List.of("-1", "x", "99999999999999999999", "")));
            case 3 -> {
                request.headers.add("Transfer-Encoding: chunked");
                request.body = join(
                        new byte[0],
                        0,
                        (any(List.of("5\r\n", "zz\r\n", "-1\r\n", "ffffffffff\r\n")) + request.text())
                                .getBytes(StandardCharsets.UTF_8),
                        0);
            }
            case 4 -> request.headers.add(any(List.of("NoColon", ": x", "A\u0000: b", "A: " + "x".repeat(70_000))));
            default -> request.path = any(List.of("", " ", "*", "http://", "/\u0001", "/ x"));
        }
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** The bytes before one place, something in between, and the bytes from another place on. */
    private static byte[] join(byte[] bytes, int end, byte[] between, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + between.length + Math.max(0, bytes.length - start));
        System.arraycopy(between, 0, joined, end, between.length);
        System.arraycopy(bytes, start, joined, end + between.length, bytes.length - start);
        return joined;
    }
}
