package dev.haar.api.protocol;

import dev.haar.api.error.AwsError;
import dev.haar.api.service.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;

/** How answers are written. The ways in differ too much to be one: see the two protocols. */
public sealed interface Protocol permits AwsJson, AwsQuery {
    /**
     * The answer of an action that succeeded.
     *
     * @param requestId the id that the answer's header has too
     */
    Answer success(ServiceModel service, String action, SdkPojo output, String requestId);

    /**
     * The answer of a request that failed.
     *
     * @param service the service it was for; null if that is not known
     * @param requestId the id that the answer's header has too
     */
    Answer failure(ServiceModel service, AwsError error, String requestId);
}
