package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.core.arn.Arn;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.policy.KeyPolicy;
import java.nio.charset.StandardCharsets;

/** Key policies as they come with requests. */
final class Policies {
    private static final int LARGEST = 32_768;

    private Policies() {}

    /** The policy that was given, or the one that AWS gives a key without. */
    static String orDefault(String policy, String keyArn, Boolean bypass, Caller caller) {
        return policy == null ? standard(caller) : valid(policy, keyArn, bypass, caller);
    }

    private static String standard(Caller caller) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:%s:iam::%s:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(Arn.partitionOf(caller.region()), caller.account());
    }

    /**
     * The policy as it was given.
     *
     * @param bypass whether it may be one that nobody of the account could change again
     * @throws KmsException with MALFORMED_POLICY
     */
    static String valid(String policy, String keyArn, Boolean bypass, Caller caller) {
        if (policy.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new KmsException(KmsError.LIMIT_EXCEEDED, "The key policy is larger than " + LARGEST + " bytes.");
        }
        KeyPolicy parsed = KeyPolicy.parse(policy);
        if (!Boolean.TRUE.equals(bypass)) {
            parsed.requireChangeableBy(caller.account(), keyArn);
        }
        return policy;
    }
}
