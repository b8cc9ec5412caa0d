package dev.haar.api.protocol;

/**
 * How AWS Query spells a member.
 *
 * @param name the member's name
 * @param item what stands between the name and an element of a list or map; null if it is flattened
 * @param key the name of a map's keys; null if it is not a map
 * @param value the name of a map's values; null if it is not a map
 */
record QueryName(String name, String item, String key, String value) {
    static QueryName flat(String name) {
        return new QueryName(name, null, null, null);
    }

    static QueryName list(String name, String item) {
        return new QueryName(name, item, null, null);
    }

    static QueryName flatMap(String name, String key, String value) {
        return new QueryName(name, null, key, value);
    }
}
