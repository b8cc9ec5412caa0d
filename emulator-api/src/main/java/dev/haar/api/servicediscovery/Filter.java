package dev.haar.api.servicediscovery;

import java.util.List;
import java.util.Set;

/**
 * One filter of a list as it was sent.
 *
 * @param values null for none
 * @param condition null for the one that needs not be given
 */
record Filter(String name, List<String> values, String condition) {
    /**
     * Understands it.
     *
     * @param operators which conditions it may have
     */
    Condition among(Set<String> operators) {
        return Condition.of(name, condition, values, operators);
    }
}
