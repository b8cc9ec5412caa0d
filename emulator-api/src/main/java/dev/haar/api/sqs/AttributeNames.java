package dev.haar.api.sqs;

import java.util.List;

/**
 * Which message attributes a consumer wants: by their names, by a prefix and {@code .*}, or all.
 *
 * @param names what it asked for
 */
record AttributeNames(List<String> names) {
    private static final String WILDCARD = ".*";

    boolean include(String attribute) {
        for (String name : names) {
            if (name.equals("All") || name.equals("*") || name.equals(attribute)) {
                return true;
            }
            if (name.endsWith(WILDCARD) && attribute.startsWith(name.substring(0, name.length() - WILDCARD.length()))) {
                return true;
            }
        }
        return false;
    }
}
