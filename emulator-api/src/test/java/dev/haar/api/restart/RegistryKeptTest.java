package dev.haar.api.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

/** AWS Cloud Map over a restart. */
class RegistryKeptTest extends OverARestart {
    private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";

    private JsonPath cloudMap(String action, String body, Object... values) {
        return haar.json(CLOUD_MAP + action, body.formatted(values));
    }

    private void keeps(String action, String body, Object... values) {
        haar.keeps(CLOUD_MAP + action, body.formatted(values));
    }

    private String done(JsonPath accepted) {
        String operation = accepted.getString("OperationId");
        keeps("GetOperation", "{'OperationId':'%s'}", operation);
        return operation;
    }

    private String namespace(String action, String members) {
        String operation = done(cloudMap(action, "{%s,'CreatorRequestId':'%s'}", members, action));
        String namespace =
                cloudMap("GetOperation", "{'OperationId':'%s'}", operation).getString("Operation.Targets.NAMESPACE");
        keeps("GetNamespace", "{'Id':'%s'}", namespace);
        return namespace;
    }

    @Test
    void namespacesServicesInstancesOperationsAndRevisions() {
        String http =
                namespace("CreateHttpNamespace", "'Name':'web','Description':'d','Tags':[{'Key':'a','Value':'b'}]");
        namespace("CreatePrivateDnsNamespace", "'Name':'inner.test','Vpc':'vpc-1'");
        String publicOne = namespace("CreatePublicDnsNamespace", "'Name':'outer.test'");
        done(cloudMap(
                "UpdatePublicDnsNamespace",
                "{'Id':'%s','Namespace':{'Properties':{'DnsProperties':{'SOA':{'TTL':77}}}}}",
                publicOne));
        JsonPath service = cloudMap(
                "CreateService",
                "{'Name':'api','NamespaceId':'%s','Description':'s','Tags':[{'Key':'c','Value':'d'}],"
                        + "'HealthCheckCustomConfig':{'FailureThreshold':1}}",
                http);
        String id = service.getString("Service.Id");
        String arn = service.getString("Service.Arn");
        cloudMap("UpdateServiceAttributes", "{'ServiceId':'%s','Attributes':{'port':'80'}}", id);
        cloudMap("TagResource", "{'ResourceARN':'%s','Tags':[{'Key':'e','Value':'f'}]}", arn);
        for (String instance : new String[] {"one", "two", "three"}) {
            done(cloudMap(
                    "RegisterInstance",
                    "{'ServiceId':'%s','InstanceId':'%s','Attributes':{'AWS_INSTANCE_IPV4':'10.0.0.1','stage':'%s'}}",
                    id,
                    instance,
                    instance));
        }
        done(cloudMap("DeregisterInstance", "{'ServiceId':'%s','InstanceId':'three'}", id));
        cloudMap("UpdateInstanceCustomHealthStatus", "{'ServiceId':'%s','InstanceId':'two','Status':'UNHEALTHY'}", id);
        keeps("GetService", "{'Id':'%s'}", id);
        keeps("GetServiceAttributes", "{'ServiceId':'%s'}", id);
        keeps("ListTagsForResource", "{'ResourceARN':'%s'}", arn);
        keeps("GetInstance", "{'ServiceId':'%s','InstanceId':'one'}", id);
        keeps("GetInstancesHealthStatus", "{'ServiceId':'%s'}", id);
        keeps("ListInstances", "{'ServiceId':'%s'}", id);
        keeps("ListOperations", "{}");
        keeps("ListServices", "{}");
        keeps("ListNamespaces", "{}");
        keeps("DiscoverInstances", "{'NamespaceName':'web','ServiceName':'api','HealthStatus':'HEALTHY'}");
        keeps("DiscoverInstancesRevision", "{'NamespaceName':'web','ServiceName':'api'}");
        haar.restart();
        long before = revision();
        done(cloudMap("DeregisterInstance", "{'ServiceId':'%s','InstanceId':'two'}", id));
        assertThat(revision()).isGreaterThan(before);
    }

    private long revision() {
        return cloudMap("DiscoverInstancesRevision", "{'NamespaceName':'web','ServiceName':'api'}")
                .getLong("InstancesRevision");
    }
}
