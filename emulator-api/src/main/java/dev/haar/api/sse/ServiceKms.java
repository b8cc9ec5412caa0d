package dev.haar.api.sse;

import dev.haar.api.audit.AuditEvent;
import dev.haar.api.audit.AuditLog;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.registry.Grants;
import dev.haar.kms.registry.Keys;
import dev.haar.kms.registry.Registry;
import dev.haar.kms.use.Access;
import dev.haar.kms.use.KeyUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** KMS as other services call it: for data keys. Each call is in the audit log. */
final class ServiceKms {
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    private static final int DATA_KEY_BYTES = 32;

    private final Registry registry;
    private final Keys keys;
    private final KeyUse use;
    private final Access access;
    private final AuditLog log;
    private final Time time;
    private final boolean strict;

    /** @param strict whether key policies must admit services that ask for themselves */
    ServiceKms(Registry registry, AuditLog log, Time time, boolean strict) {
        this.registry = registry;
        this.keys = new Keys(registry);
        this.use = new KeyUse(registry);
        this.access = new Access(new Grants(registry));
        this.log = log;
        this.time = time;
        this.strict = strict;
    }

    /**
     * Finds a key that can encrypt.
     *
     * @throws KmsException if there is none, or it cannot be used
     */
    Key usable(String keyId, KmsCaller caller) {
        Key key = keys.byAnyName(keyId, caller.account(), caller.region());
        KeyUse.check(key, "GenerateDataKey", KeyUsage.ENCRYPT_DECRYPT, SYMMETRIC);
        return key;
    }

    /** Makes a data key and, as AWS's services do, sees whether it opens. */
    DataKey generate(Key key, KmsCaller caller) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("keyId", key.arn());
        request.put("keySpec", "AES_256");
        request.put("encryptionContext", caller.context());
        DataKey dataKey = noted("GenerateDataKey", request, key, caller, () -> {
            byte[] secret = Randomness.bytes(DATA_KEY_BYTES);
            return new DataKey(
                    key.arn(), use.encrypt(key, SYMMETRIC, caller.context(), secret), new SecretBytes(secret));
        });
        open(dataKey.wrapped(), caller);
        return dataKey;
    }

    /**
     * Opens a data key.
     *
     * @throws KmsException if its key cannot be used, or this is none
     */
    DataKey open(byte[] wrapped, KmsCaller caller) {
        Key key = use.keyOf(caller.region(), wrapped);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("encryptionAlgorithm", SYMMETRIC);
        request.put("encryptionContext", caller.context());
        return noted("Decrypt", request, key, caller, () -> {
            KeyUse.Opened opened = use.open("Decrypt", key, caller.region(), caller.context(), wrapped);
            return new DataKey(key.arn(), wrapped, new SecretBytes(opened.plaintext()));
        });
    }

    /** The key under which a data key is wrapped, if it can be used now. */
    Key keyOf(byte[] wrapped, KmsCaller caller) {
        Key key = use.keyOf(caller.region(), wrapped);
        KeyUse.check(key, "Decrypt", KeyUsage.ENCRYPT_DECRYPT, SYMMETRIC);
        return key;
    }

    /** A call that gives a data key. */
    private interface Call {
        DataKey make();
    }

    private DataKey noted(String action, Map<String, Object> request, Key key, KmsCaller caller, Call call) {
        String eventId = UUID.randomUUID().toString();
        String requestId = UUID.randomUUID().toString();
        try {
            if (strict && caller.isServicePrincipal()) {
                access.require(key, caller.user(), action, caller.context());
            }
            DataKey answer = call.make();
            registry.used(key.address(), new LastUse(action, time.millis(), eventId, requestId));
            note(eventId, requestId, action, request, key, caller, null);
            return answer;
        } catch (KmsException e) {
            note(eventId, requestId, action, request, key, caller, e);
            throw e;
        }
    }

    private void note(
            String eventId,
            String requestId,
            String action,
            Map<String, Object> request,
            Key key,
            KmsCaller caller,
            KmsException refusal) {
        log.add(new AuditEvent(
                eventId,
                time.now(),
                caller.actor(),
                "kms.amazonaws.com",
                action,
                caller.region(),
                request,
                null,
                refusal == null ? null : refusal.error().shape(),
                refusal == null ? null : refusal.getMessage(),
                requestId,
                true,
                List.of(key.arn()),
                key.address().account()));
    }
}
