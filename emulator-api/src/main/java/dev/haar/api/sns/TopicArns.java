package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.topic.TopicAddress;

/** Reads the ARNs of requests. */
final class TopicArns {
    private static final int PARTS = 6;
    private static final String SUBSCRIPTION_ARN = "SubscriptionArn";

    private TopicArns() {}

    /**
     * The topic that an ARN gives.
     *
     * @param parameter AWS's name for it
     * @throws dev.haar.api.error.AwsException if it is none, or one of another region
     */
    static TopicAddress topic(String arn, String parameter, Caller caller) {
        String[] parts = parts(arn, parameter);
        boolean valid = parts[0].equals("arn") && parts[2].equals("sns") && parts[3].equals(caller.region());
        if (!valid || parts[5].isEmpty() || parts[5].indexOf(':') >= 0) {
            throw SnsErrors.invalid(parameter);
        }
        return new TopicAddress(parts[4], parts[3], parts[5]);
    }

    /** Checks the ARN of a subscription in the caller's region. */
    static String subscription(String arn, Caller caller) {
        if (!parts(subscription(arn), SUBSCRIPTION_ARN)[3].equals(caller.region())) {
            throw SnsErrors.invalid(SUBSCRIPTION_ARN);
        }
        return arn;
    }

    /** Checks the ARN of a subscription in any region. */
    static String subscription(String arn) {
        String[] parts = parts(arn, SUBSCRIPTION_ARN);
        if (!parts[0].equals("arn") || !parts[2].equals("sns") || parts[5].indexOf(':') < 0) {
            throw SnsErrors.invalid(SUBSCRIPTION_ARN);
        }
        return arn;
    }

    /** The six parts of an ARN. */
    static String[] parts(String arn, String parameter) {
        String member = Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
        new Violations().required(member, arn).check();
        String[] parts = arn.split(":", PARTS);
        if (parts.length < PARTS) {
            throw SnsErrors.invalid(
                    parameter + " Reason: An ARN must have at least " + PARTS + " elements, not " + parts.length);
        }
        return parts;
    }
}
