package dev.haar.api.kms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.haar.api.service.Caller;
import dev.haar.core.arn.Arn;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.io.IOException;

/** Key policies as they come with requests. */
final class Policies {
    private Policies() {}

    /** The policy that was given, or the one that AWS gives a key without. */
    static String orDefault(String policy, Caller caller) {
        return policy == null ? standard(caller) : valid(policy);
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

    /** The policy as it was given, if it is a JSON object; what it says is not judged yet. */
    static String valid(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            json.skipChildren();
            if (json.nextToken() != null) {
                throw malformed();
            }
            return text;
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static KmsException malformed() {
        return new KmsException(KmsError.MALFORMED_POLICY, "The new key policy is not a valid JSON document.");
    }
}
