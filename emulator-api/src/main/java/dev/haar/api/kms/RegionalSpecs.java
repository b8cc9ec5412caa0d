package dev.haar.api.kms;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.KeySpec;

/**
 * The key specs that AWS has in some Regions only.
 *
 * @param strict whether they are refused elsewhere
 */
record RegionalSpecs(boolean strict) {
    /** Refuses SM2 outside of the China Regions. */
    KeySpec check(KeySpec spec, String region) {
        if (strict && spec == KeySpec.SM2 && !region.startsWith("cn-")) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION, "The key spec SM2 is supported in the China Regions only.");
        }
        return spec;
    }
}
