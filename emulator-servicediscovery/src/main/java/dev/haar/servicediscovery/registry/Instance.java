package dev.haar.servicediscovery.registry;

import java.util.Map;

/**
 * An instance of a service.
 *
 * @param creatorRequestId null for none
 * @param createdBy the account that registered it
 */
public record Instance(
        String id, String creatorRequestId, String createdBy, Map<String, String> attributes, Health health) {
    public static final String IPV4 = "AWS_INSTANCE_IPV4";
    public static final String IPV6 = "AWS_INSTANCE_IPV6";
    public static final String PORT = "AWS_INSTANCE_PORT";
    public static final String CNAME = "AWS_INSTANCE_CNAME";
    public static final String ALIAS = "AWS_ALIAS_DNS_NAME";
    public static final String EC2 = "AWS_EC2_INSTANCE_ID";
    public static final String INITIAL_HEALTH = "AWS_INIT_HEALTH_STATUS";

    public Instance {
        attributes = attributes instanceof AttributeMap ? attributes : AttributeMap.of(attributes);
    }

    Instance withHealth(Health newHealth) {
        return new Instance(id, creatorRequestId, createdBy, attributes, newHealth);
    }
}
