package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.registry.Grants;
import dev.haar.kms.registry.Keys;
import dev.haar.kms.use.KeyUse;
import java.util.List;

/** Finds the keys that requests name. */
final class Lookup {
    private final Keys keys;
    private final Grants grants;

    Lookup(Keys keys, Grants grants) {
        this.keys = keys;
        this.grants = grants;
    }

    /** The key of an action that takes ids and key ARNs, also of other accounts: on grants and GetKeyRotationStatus. */
    Key shared(String keyId, Caller caller) {
        Inputs.keyId(keyId).check();
        return keys.byId(keyId, caller.account(), caller.region());
    }

    /** The key of any other management action, which is for keys of the caller's own account. */
    Key managed(String keyId, Caller caller) {
        Key key = shared(keyId, caller);
        if (!key.address().account().equals(caller.account())) {
            throw new KmsException(
                    KmsError.ACCESS_DENIED, "The action is not for keys of other accounts: " + key.arn() + ".");
        }
        return key;
    }

    /** Where the key of a management action is. */
    KeyAddress address(String keyId, Caller caller) {
        return managed(keyId, caller).address();
    }

    /** The key of a cryptographic action, which takes aliases, too. */
    Key any(String keyId, Caller caller) {
        return keys.byAnyName(keyId, caller.account(), caller.region());
    }

    /** The key of a cryptographic action, if it is for it. */
    Key usable(String keyId, String action, KeyUsage usage, String algorithm, Caller caller) {
        Key key = any(keyId, caller);
        KeyUse.check(key, action, usage, algorithm);
        return key;
    }

    /** Refuses what is no grant token. */
    void grantTokens(List<String> tokens) {
        tokens.forEach(grants::byToken);
    }
}
