package dev.haar.api.kms;

import dev.haar.core.time.Time;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyIdentity;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.Origin;
import dev.haar.kms.key.Rotation;
import dev.haar.kms.registry.Keys;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The keys that AWS manages for its services, one in each account and Region. They appear when they are first needed and are
 * rotated every year.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key">AWS managed keys</a>
 */
public final class ManagedKeys {
    private static final int ROTATION_DAYS = 365;

    /** What is known of the services by the names of their aliases. */
    private static final Map<String, Owner> OWNERS = Map.of(
            "alias/aws/sqs",
            new Owner("sqs", "Simple Queue Service (SQS)", "SQS", "SQS messages"),
            "alias/aws/sns",
            new Owner("sns", "Simple Notification Service (SNS)", "SNS", "SNS data"));

    private record Owner(String id, String name, String shortName, String data) {}

    private final Keys keys;
    private final Time time;

    public ManagedKeys(Keys keys, Time time) {
        this.keys = keys;
        this.time = time;
    }

    /** The managed key, if the identifier is the name or the ARN of its alias. */
    public CompletionStage<Optional<Key>> called(String identifier, String account, String region) {
        String name = identifier.substring(identifier.lastIndexOf(':') + 1);
        boolean isOwn = identifier.equals(name) || identifier.endsWith(":kms:" + region + ":" + account + ":" + name);
        return OWNERS.containsKey(name) && isOwn
                ? of(name, account, region).thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * The managed key of a service.
     *
     * @param alias {@code alias/aws/sqs} or {@code alias/aws/sns}
     */
    public CompletionStage<Key> of(String alias, String account, String region) {
        return keys.managed(new KeyAddress(account, region, alias), () -> make(OWNERS.get(alias), account, region));
    }

    private Key make(Owner owner, String account, String region) {
        long now = time.millis();
        KeyIdentity identity = new KeyIdentity(
                new KeyAddress(account, region, UUID.randomUUID().toString()),
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsage.ENCRYPT_DECRYPT,
                Origin.AWS_KMS,
                KeyManager.AWS,
                now,
                null,
                null);
        Labels labels = new Labels(
                "Default key that protects my " + owner.data() + " when no other key is defined",
                policy(owner, account, region),
                Map.of());
        KeyRing ring = KeyMaker.ring(KeySpec.SYMMETRIC_DEFAULT).withRotation(Rotation.from(now, ROTATION_DAYS));
        return Key.made(identity, labels, ring, false);
    }

    private static String policy(Owner owner, String account, String region) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "auto-%1$s-1",
                  "Statement" : [ {
                    "Sid" : "Allow access through %2$s for all principals in the account that are authorized to use %3$s",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "*"
                    },
                    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
                    "Resource" : "*",
                    "Condition" : {
                      "StringEquals" : {
                        "kms:CallerAccount" : "%4$s",
                        "kms:ViaService" : "%1$s.%5$s.amazonaws.com"
                      }
                    }
                  }, {
                    "Sid" : "Allow direct access to key metadata to the account",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:%6$s:iam::%4$s:root"
                    },
                    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                    "Resource" : "*"
                  } ]
                }""".formatted(
                        owner.id(),
                        owner.name(),
                        owner.shortName(),
                        account,
                        region,
                        dev.haar.core.arn.Arn.partitionOf(region));
    }
}
