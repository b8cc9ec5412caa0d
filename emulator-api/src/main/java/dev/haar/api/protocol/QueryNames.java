package dev.haar.api.protocol;

import dev.haar.api.service.ServiceModel;
import java.util.Map;

/**
 * How the members of a service are spelled in AWS Query.
 *
 * <p>SNS and STS still have their spelling in the SDK's model. SQS has moved to AWS JSON and its model has lost it: its
 * lists and maps are all flattened, under names of their own.
 */
final class QueryNames {
    private static final QueryName ATTRIBUTE = QueryName.flatMap("Attribute", "Name", "Value");
    private static final QueryName TAG = QueryName.flatMap("Tag", "Key", "Value");

    private static final Map<String, QueryName> SQS = Map.ofEntries(
            Map.entry("AWSAccountIds", QueryName.flat("AWSAccountId")),
            Map.entry("Actions", QueryName.flat("ActionName")),
            Map.entry("AttributeNames", QueryName.flat("AttributeName")),
            Map.entry("Attributes", ATTRIBUTE),
            Map.entry("BinaryListValues", QueryName.flat("BinaryListValue")),
            Map.entry("MessageAttributeNames", QueryName.flat("MessageAttributeName")),
            Map.entry("MessageAttributes", QueryName.flatMap("MessageAttribute", "Name", "Value")),
            Map.entry("MessageSystemAttributeNames", QueryName.flat("MessageSystemAttributeName")),
            Map.entry("MessageSystemAttributes", QueryName.flatMap("MessageSystemAttribute", "Name", "Value")),
            Map.entry("QueueUrls", QueryName.flat("QueueUrl")),
            Map.entry("StringListValues", QueryName.flat("StringListValue")),
            Map.entry("TagKeys", QueryName.flat("TagKey")),
            Map.entry("Tags", TAG),
            Map.entry("queueUrls", QueryName.flat("QueueUrl")),
            Map.entry("tags", TAG));

    private QueryNames() {}

    /**
     * Another name that a member is given by; null for none. SDKs of the time of AWS Query send the tags of TagQueue by it,
     * those of CreateQueue by the documented one, and AWS takes both.
     */
    static String other(ServiceModel service, Member member) {
        return service == ServiceModel.SQS && member.name().equals("Tags") ? "Tags" : null;
    }

    static QueryName of(ServiceModel service, Member member) {
        if (service != ServiceModel.SQS) {
            return member.queryName();
        }
        if (member.kind() == Member.Kind.LIST && member.element().kind() == Member.Kind.STRUCTURE) {
            // Entries, Successful, Failed, Messages and Results go by the name of what they hold.
            return QueryName.flat(member.element().structure().name());
        }
        return SQS.getOrDefault(member.name(), member.queryName());
    }
}
