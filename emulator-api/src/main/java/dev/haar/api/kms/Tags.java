package dev.haar.api.kms;

import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.SecretBytes;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * The tags of keys. Two of them are Haar's: on CreateKey they give the key its id and its material, so that ciphertexts can
 * be checked in.
 */
final class Tags {
    private static final int MOST = 50;
    private static final String ID = "_custom_id_";
    private static final String MATERIAL = "_custom_key_material_";

    private Tags() {}

    static Violations check(Violations violations, List<Tag> tags) {
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            violations.required(path + "tagKey", tag.tagKey()).length(path + "tagKey", tag.tagKey(), 1, 128);
            if (!MATERIAL.equals(tag.tagKey())) {
                violations
                        .required(path + "tagValue", tag.tagValue())
                        .length(path + "tagValue", tag.tagValue(), 0, 256);
            }
        }
        return violations;
    }

    /** The id that a new key is to have. */
    static Optional<String> customId(List<Tag> tags) {
        return value(tags, ID).map(id -> {
            if (!id.matches("[A-Za-z0-9-]{1,64}")) {
                throw KmsException.invalid("The tag " + ID + " must be 1 to 64 letters, digits and hyphens.");
            }
            return id;
        });
    }

    /** The material that a new key is to have: raw bytes of a secret key or a private key in PKCS #8. */
    static Optional<SecretBytes> customMaterial(List<Tag> tags) {
        return value(tags, MATERIAL).map(text -> {
            try {
                return new SecretBytes(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                throw KmsException.invalid("The tag " + MATERIAL + " must be Base64.");
            }
        });
    }

    private static Optional<String> value(List<Tag> tags, String key) {
        return tags.stream()
                .filter(tag -> key.equals(tag.tagKey()))
                .map(Tag::tagValue)
                .findFirst();
    }

    /** Whether it is the tag that carries key material. */
    static boolean isMaterial(Object structure) {
        return structure instanceof Tag tag && MATERIAL.equals(tag.tagKey());
    }

    /** Adds tags to others. Key material is no tag that is kept. */
    static Map<String, String> with(Map<String, String> old, List<Tag> tags) {
        Map<String, String> added = new HashMap<>();
        for (Tag tag : tags) {
            if (tag.tagKey().regionMatches(true, 0, "aws:", 0, 4)) {
                throw new KmsException(KmsError.TAG, "Tags beginning with aws: are reserved");
            }
            if (added.put(tag.tagKey(), tag.tagValue()) != null) {
                throw new KmsException(KmsError.TAG, "Duplicate tag keys");
            }
        }
        added.remove(MATERIAL);
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(added);
        if (all.size() > MOST) {
            throw new KmsException(KmsError.TAG, "Too many tags");
        }
        return all;
    }

    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder()
                        .tagKey(tag.getKey())
                        .tagValue(tag.getValue())
                        .build())
                .toList();
    }
}
