package dev.haar.kms.key;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What its owner says of a key.
 *
 * @param policy the key policy, a JSON document
 * @param tags in the order of their keys
 */
public record Labels(String description, String policy, Map<String, String> tags) {
    public Labels {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
