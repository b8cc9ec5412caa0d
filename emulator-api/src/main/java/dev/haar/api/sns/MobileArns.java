package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.engine.mobile.PlatformApplication;

/** Reads the ARNs of platform applications and their endpoints. */
final class MobileArns {
    private static final int APPLICATION_PARTS = 3;
    private static final int ENDPOINT_PARTS = 4;

    private MobileArns() {}

    /**
     * The application that an ARN gives.
     *
     * @throws dev.haar.api.error.AwsException if it is none, or one of another region
     */
    static PlatformApplication.Address application(String arn, Caller caller) {
        String[] parts = parts(arn, "PlatformApplicationArn", caller);
        String[] path = path(parts[5], "PlatformApplicationArn", "app", APPLICATION_PARTS);
        return new PlatformApplication.Address(parts[4], parts[3], path[1], path[2]);
    }

    /** Checks the ARN of an endpoint. */
    static String endpoint(String arn, Caller caller) {
        String[] parts = parts(arn, "EndpointArn", caller);
        path(parts[5], "EndpointArn", "endpoint", ENDPOINT_PARTS);
        return arn;
    }

    private static String[] parts(String arn, String parameter, Caller caller) {
        String[] parts = TopicArns.parts(arn, parameter);
        if (!parts[0].equals("arn") || !parts[2].equals("sns") || !parts[3].equals(caller.region())) {
            throw SnsErrors.invalid(parameter);
        }
        return parts;
    }

    private static String[] path(String resource, String parameter, String kind, int count) {
        String[] path = resource.split("/", -1);
        if (path.length != count) {
            throw SnsErrors.invalid(parameter + " Reason: Wrong number of slashes in relative portion of the ARN.");
        }
        if (!path[0].equals(kind)) {
            throw SnsErrors.invalid(parameter);
        }
        return path;
    }
}
