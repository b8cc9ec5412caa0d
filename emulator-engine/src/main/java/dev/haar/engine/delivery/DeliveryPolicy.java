package dev.haar.engine.delivery;

import dev.haar.engine.json.JsonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How messages go to HTTP and HTTPS endpoints: what the topic says, and the subscription over it unless the topic forbids.
 *
 * @param retries when to try again
 * @param maxReceivesPerSecond how many deliveries a second the endpoint gets at most; 0 for any number
 * @param contentType the header {@code Content-Type} of deliveries
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy">Creating
 *     an HTTP/S delivery policy</a>
 */
public record DeliveryPolicy(RetryPolicy retries, int maxReceivesPerSecond, String contentType) {
    private static final String RETRIES = "healthyRetryPolicy";
    private static final String THROTTLE = "throttlePolicy";
    private static final String REQUEST = "requestPolicy";
    private static final String OVERRIDES = "disableSubscriptionOverrides";
    private static final String CONTENT_TYPE = "headerContentType";
    private static final String RATE = "maxReceivesPerSecond";
    private static final String HTTP = "http";
    private static final String SICKLY = "sicklyRetryPolicy";
    private static final String GUARANTEED = "guaranteed";

    /** What a topic's policy calls these parts of a subscription's. */
    private static final Map<String, String> DEFAULTS = Map.of(
            RETRIES, "defaultHealthyRetryPolicy", THROTTLE, "defaultThrottlePolicy", REQUEST, "defaultRequestPolicy");

    private static final Set<String> TOPIC_PARTS = Set.of(
            DEFAULTS.get(RETRIES),
            "defaultSicklyRetryPolicy",
            DEFAULTS.get(THROTTLE),
            DEFAULTS.get(REQUEST),
            OVERRIDES);
    private static final Set<String> SUBSCRIPTION_PARTS = Set.of(RETRIES, SICKLY, THROTTLE, REQUEST, GUARANTEED);

    /** What applies. Both texts have been checked; null where there is none. */
    public static DeliveryPolicy of(String topicPolicy, String subscriptionPolicy) {
        Map<String, Object> http = http(topicPolicy);
        Map<String, Object> own = Boolean.TRUE.equals(http.get(OVERRIDES)) ? Map.of() : parse(subscriptionPolicy);
        Map<String, Object> retries = part(own, http, RETRIES);
        Map<String, Object> throttle = part(own, http, THROTTLE);
        Map<String, Object> request = part(own, http, REQUEST);
        return new DeliveryPolicy(
                retries.isEmpty() ? RetryPolicy.HTTP : RetryPolicyText.read(retries),
                throttle.get(RATE) instanceof BigDecimal rate ? rate.intValue() : 0,
                request.get(CONTENT_TYPE) instanceof String type ? type : ContentTypes.USUAL);
    }

    /**
     * The policy of a topic as it is kept: without what is null.
     *
     * @throws DeliveryPolicyException if it is none
     */
    public static String topic(String text) {
        Map<String, Object> whole = object(text);
        requireKnown("", whole, Set.of(HTTP));
        Map<String, Object> kept = whole.get(HTTP) == null ? new LinkedHashMap<>() : map(HTTP, whole.get(HTTP));
        kept.values().removeIf(Objects::isNull);
        requireKnown(HTTP + ".", kept, TOPIC_PARTS);
        if (!(kept.getOrDefault(OVERRIDES, false) instanceof Boolean)) {
            throw new DeliveryPolicyException(HTTP + "." + OVERRIDES + " must be a boolean");
        }
        check("http.default", "HealthyRetryPolicy", kept.get(DEFAULTS.get(RETRIES)));
        checkThrottle("http.defaultThrottlePolicy", kept.get(DEFAULTS.get(THROTTLE)));
        checkRequest("http.defaultRequestPolicy", kept.get(DEFAULTS.get(REQUEST)));
        kept.putIfAbsent(OVERRIDES, false);
        return JsonText.write(Map.of(HTTP, kept));
    }

    /**
     * The policy of a subscription as it is kept: with all its parts.
     *
     * @throws DeliveryPolicyException if it is none
     */
    public static String subscription(String text) {
        Map<String, Object> policy = object(text);
        requireKnown("", policy, SUBSCRIPTION_PARTS);
        check("", RETRIES, policy.get(RETRIES));
        checkThrottle(THROTTLE, policy.get(THROTTLE));
        checkRequest(REQUEST, policy.get(REQUEST));
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String part : List.of(RETRIES, SICKLY, THROTTLE, REQUEST)) {
            kept.put(part, policy.get(part));
        }
        kept.put(GUARANTEED, Boolean.TRUE.equals(policy.get(GUARANTEED)));
        return JsonText.write(kept);
    }

    /** What a topic answers for its effective policy. */
    public static String effectiveTopic(String topicPolicy) {
        DeliveryPolicy policy = of(topicPolicy, null);
        Map<String, Object> http = new LinkedHashMap<>();
        http.put(DEFAULTS.get(RETRIES), RetryPolicyText.write(policy.retries));
        http.put(OVERRIDES, Boolean.TRUE.equals(http(topicPolicy).get(OVERRIDES)));
        if (policy.maxReceivesPerSecond > 0) {
            http.put(DEFAULTS.get(THROTTLE), Map.of(RATE, BigDecimal.valueOf(policy.maxReceivesPerSecond)));
        }
        http.put(DEFAULTS.get(REQUEST), Map.of(CONTENT_TYPE, policy.contentType));
        return JsonText.write(Map.of(HTTP, http));
    }

    /** What a subscription answers for its effective policy. */
    public static String effectiveSubscription(String topicPolicy, String subscriptionPolicy) {
        DeliveryPolicy policy = of(topicPolicy, subscriptionPolicy);
        Map<String, Object> effective = new LinkedHashMap<>();
        effective.put(RETRIES, RetryPolicyText.write(policy.retries));
        effective.put(SICKLY, null);
        effective.put(
                THROTTLE,
                policy.maxReceivesPerSecond == 0
                        ? null
                        : Map.of(RATE, BigDecimal.valueOf(policy.maxReceivesPerSecond)));
        effective.put(REQUEST, Map.of(CONTENT_TYPE, policy.contentType));
        effective.put(GUARANTEED, false);
        return JsonText.write(effective);
    }

    private static void requireKnown(String path, Map<String, Object> given, Set<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new DeliveryPolicyException("invalid JSON. Attribute " + path + name + " is unknown.");
            }
        }
    }

    private static void check(String prefix, String name, Object retries) {
        if (retries != null) {
            RetryPolicyText.check(prefix + name, map(prefix + name, retries));
        }
    }

    private static void checkThrottle(String path, Object throttle) {
        if (throttle != null && map(path, throttle).get(RATE) != null) {
            RetryPolicyText.number(path, map(path, throttle), RATE, 1, Integer.MAX_VALUE);
        }
    }

    private static void checkRequest(String path, Object request) {
        Object type = request == null ? null : map(path, request).get(CONTENT_TYPE);
        if (type != null && !(type instanceof String text && ContentTypes.isSupported(text))) {
            throw new DeliveryPolicyException(path + "." + CONTENT_TYPE + " is not a supported content type");
        }
    }

    private static Map<String, Object> part(Map<String, Object> own, Map<String, Object> topic, String name) {
        Map<String, Object> mine = mapOrNone(own.get(name));
        return mine.isEmpty() ? mapOrNone(topic.get(DEFAULTS.get(name))) : mine;
    }

    private static Map<String, Object> http(String topicPolicy) {
        return mapOrNone(parse(topicPolicy).get(HTTP));
    }

    private static Map<String, Object> parse(String text) {
        return text == null ? Map.of() : object(text);
    }

    private static Map<String, Object> object(String text) {
        return JsonText.parseObject(text).orElseThrow(() -> new DeliveryPolicyException("failed to parse JSON"));
    }

    private static Map<String, Object> map(String path, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw new DeliveryPolicyException(path + " must be a JSON object");
        }
        return mapOrNone(value);
    }

    private static Map<String, Object> mapOrNone(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((name, each) -> map.put((String) name, each));
        }
        return map;
    }
}
