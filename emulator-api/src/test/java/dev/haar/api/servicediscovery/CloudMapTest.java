package dev.haar.api.servicediscovery;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.haar.Haar;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.parsing.Parser;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cloud Map over HTTP. */
class CloudMapTest {
    private static final String JSON = "application/x-amz-json-1.1";

    static {
        RestAssured.registerParser(JSON, Parser.JSON);
    }

    private Haar haar;

    @BeforeEach
    void start() {
        haar = Haar.start();
    }

    @AfterEach
    void stop() {
        haar.close();
    }

    private ValidatableResponse call(String action, String body) {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(JSON, ContentType.TEXT)))
                .contentType(JSON)
                .header("X-Amz-Target", "Route53AutoNaming_v20170314." + action)
                .header("Host", "data-localhost:" + haar.port())
                .body(body.replace('\'', '"'))
                .post(haar.endpoint())
                .then();
    }

    private ValidatableResponse ok(String action, String body) {
        return call(action, body).statusCode(200);
    }

    private void refused(String action, String body, String type) {
        call(action, body).statusCode(400).body("__type", equalTo(type)).body("Message", notNullValue());
    }

    private String namespace(String action, String body) {
        String operation = ok(action, body).extract().path("OperationId");
        return ok("GetOperation", "{'OperationId':'" + operation + "'}")
                .body("Operation.Status", equalTo("SUCCESS"))
                .body("Operation.Type", equalTo("CREATE_NAMESPACE"))
                .extract()
                .path("Operation.Targets.NAMESPACE");
    }

    @Test
    void application_isRegisteredAndDiscovered() {
        String namespace = namespace(
                "CreatePrivateDnsNamespace", "{'Name':'shop.local','Vpc':'vpc-1','Tags':[{'Key':'a','Value':'b'}]}");
        ok("GetNamespace", "{'Id':'" + namespace + "'}")
                .body("Namespace.Type", equalTo("DNS_PRIVATE"))
                .body("Namespace.Arn", startsWith("arn:aws:servicediscovery:us-east-1:000000000000:namespace/ns-"))
                .body("Namespace.find { it.key == 'Properties' }.value.DnsProperties.HostedZoneId", startsWith("Z"))
                .body("Namespace.find { it.key == 'Properties' }.value.HttpProperties.HttpName", equalTo("shop.local"))
                .body("Namespace.ServiceCount", equalTo(0));
        String service = ok(
                        "CreateService",
                        "{'Name':'orders','NamespaceId':'" + namespace
                                + "','DnsConfig':{'DnsRecords':[{'Type':'A','TTL':60},{'Type':'SRV','TTL':60}]},"
                                + "'HealthCheckCustomConfig':{'FailureThreshold':3}}")
                .body("Service.Type", equalTo("DNS_HTTP"))
                .body("Service.HealthCheckCustomConfig.FailureThreshold", equalTo(1))
                .body("Service.DnsConfig.RoutingPolicy", equalTo("MULTIVALUE"))
                .extract()
                .path("Service.Id");
        String instance = "{'ServiceId':'" + service + "','InstanceId':'i1'";
        ok(
                "RegisterInstance",
                instance + ",'Attributes':{'AWS_INSTANCE_IPV4':'10.0.0.1','AWS_INSTANCE_PORT':'80','stage':'prod'}}");
        ok("GetInstance", instance + "}").body("Instance.Attributes.stage", equalTo("prod"));
        ok("ListInstances", "{'ServiceId':'" + service + "'}").body("Instances", hasSize(1));
        String discover = "{'NamespaceName':'shop.local','ServiceName':'orders'";
        ok("DiscoverInstances", discover + ",'QueryParameters':{'stage':'prod'}}")
                .body("Instances.InstanceId", containsInAnyOrder("i1"))
                .body("Instances[0].HealthStatus", equalTo("HEALTHY"))
                .body("InstancesRevision", equalTo(2));
        ok("DiscoverInstances", discover + ",'QueryParameters':{'stage':'gamma'}}")
                .body("Instances", hasSize(0));
        ok("UpdateInstanceCustomHealthStatus", instance + ",'Status':'UNHEALTHY'}");
        ok("GetInstancesHealthStatus", "{'ServiceId':'" + service + "'}").body("Status.i1", equalTo("UNHEALTHY"));
        ok("DiscoverInstances", discover + ",'HealthStatus':'HEALTHY'}").body("Instances", hasSize(0));
        ok("DiscoverInstancesRevision", discover + "}").body("InstancesRevision", equalTo(2));
        refused("DeleteService", "{'Id':'" + service + "'}", "ResourceInUse");
        refused("DeleteNamespace", "{'Id':'" + namespace + "'}", "ResourceInUse");
        ok("DeregisterInstance", instance + "}");
        ok("DeleteService", "{'Id':'" + service + "'}");
        ok("DeleteNamespace", "{'Id':'" + namespace + "'}");
        refused("DiscoverInstances", discover + "}", "NamespaceNotFound");
    }

    @Test
    void lists_filterAndPage() {
        for (String name : new String[] {"one", "two", "three"}) {
            namespace("CreateHttpNamespace", "{'Name':'" + name + "'}");
        }
        String open = namespace(
                "CreatePublicDnsNamespace", "{'Name':'example.com','Properties':{'DnsProperties':{'SOA':{'TTL':7}}}}");
        ok("GetNamespace", "{'Id':'" + open + "'}")
                .body("Namespace.find { it.key == 'Properties' }.value.DnsProperties.SOA.TTL", equalTo(7));
        ok("ListNamespaces", "{'Filters':[{'Name':'NAME','Condition':'BEGINS_WITH','Values':['t']}]}")
                .body("Namespaces.Name", containsInAnyOrder("two", "three"));
        ok("ListNamespaces", "{'Filters':[{'Name':'TYPE','Values':['DNS_PUBLIC']}]}")
                .body("Namespaces[0].find { it.key == 'Properties' }.value.DnsProperties.SOA", anEmptyMap());
        ok("ListNamespaces", "{'Filters':[{'Name':'TYPE','Condition':'BEGINS_WITH','Values':['DNS']}]}")
                .body("Namespaces.Name", containsInAnyOrder("example.com"));
        String token = ok("ListNamespaces", "{'MaxResults':3}")
                .body("Namespaces", hasSize(3))
                .extract()
                .path("NextToken");
        ok("ListNamespaces", "{'NextToken':'" + token + "'}")
                .body("Namespaces", hasSize(1))
                .body("NextToken", nullValue());
        ok(
                        "ListOperations",
                        "{'Filters':[{'Name':'TYPE','Condition':'IN','Values':['CREATE_NAMESPACE']},"
                                + "{'Name':'UPDATE_DATE','Condition':'BETWEEN','Values':['0','4000000000']}]}")
                .body("Operations", hasSize(4));
        ok("ListOperations", "{'Filters':[{'Name':'STATUS','Values':['FAIL']}]}")
                .body("Operations", hasSize(0));
        refused(
                "ListOperations",
                "{'Filters':[{'Name':'STATUS','Condition':'BETWEEN','Values':['a','b']}]}",
                "InvalidInput");
        ok("ListOperations", "{'Filters':[{'Name':'STATUS','Values':['SUCCEED']}]}")
                .body("Operations", hasSize(4));
        refused("ListNamespaces", "{'NextToken':'?'}", "InvalidInput");
        refused("ListServices", "{'Filters':[{'Name':'NAMESPACE_ID','Values':[]}]}", "InvalidInput");
    }

    @Test
    void everyAction_refusesWhatIsMissing_asInvalidInput() {
        for (String action : new String[] {
            "CreateHttpNamespace",
            "CreatePrivateDnsNamespace",
            "CreatePublicDnsNamespace",
            "CreateService",
            "DeleteNamespace",
            "DeleteService",
            "DeleteServiceAttributes",
            "DeregisterInstance",
            "DiscoverInstances",
            "DiscoverInstancesRevision",
            "GetInstance",
            "GetInstancesHealthStatus",
            "GetNamespace",
            "GetOperation",
            "GetService",
            "GetServiceAttributes",
            "ListInstances",
            "ListTagsForResource",
            "RegisterInstance",
            "TagResource",
            "UntagResource",
            "UpdateHttpNamespace",
            "UpdateInstanceCustomHealthStatus",
            "UpdatePrivateDnsNamespace",
            "UpdatePublicDnsNamespace",
            "UpdateService",
            "UpdateServiceAttributes"
        }) {
            call(action, "{}")
                    .statusCode(400)
                    .body("__type", equalTo("InvalidInput"))
                    .body("Message", containsString("failed to satisfy constraint: Member must not be null"));
        }
        call("ListNamespaces", "{'MaxResults':101}")
                .body("__type", equalTo("InvalidInput"))
                .body(
                        "Message",
                        equalTo("1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint:"
                                + " Member must have value less than or equal to 100"));
    }

    @Test
    void whatIsNotThere_isNotFound() {
        refused("GetNamespace", "{'Id':'ns-none'}", "NamespaceNotFound");
        refused("DeleteNamespace", "{'Id':'ns-none'}", "NamespaceNotFound");
        refused("UpdateHttpNamespace", "{'Id':'ns-none','Namespace':{'Description':'d'}}", "NamespaceNotFound");
        refused("UpdatePrivateDnsNamespace", "{'Id':'ns-none','Namespace':{}}", "NamespaceNotFound");
        refused("UpdatePublicDnsNamespace", "{'Id':'ns-none','Namespace':{}}", "NamespaceNotFound");
        refused("CreateService", "{'Name':'s','NamespaceId':'ns-none'}", "NamespaceNotFound");
        refused("GetService", "{'Id':'srv-none'}", "ServiceNotFound");
        refused("DeleteService", "{'Id':'srv-none'}", "ServiceNotFound");
        refused("UpdateService", "{'Id':'srv-none','Service':{}}", "ServiceNotFound");
        refused("GetServiceAttributes", "{'ServiceId':'srv-none'}", "ServiceNotFound");
        refused("UpdateServiceAttributes", "{'ServiceId':'srv-none','Attributes':{'a':'b'}}", "ServiceNotFound");
        refused("DeleteServiceAttributes", "{'ServiceId':'srv-none','Attributes':['a']}", "ServiceNotFound");
        refused("RegisterInstance", "{'ServiceId':'s','InstanceId':'i','Attributes':{}}", "ServiceNotFound");
        refused("DeregisterInstance", "{'ServiceId':'s','InstanceId':'i'}", "ServiceNotFound");
        refused("GetInstance", "{'ServiceId':'s','InstanceId':'i'}", "ServiceNotFound");
        refused("ListInstances", "{'ServiceId':'s'}", "ServiceNotFound");
        refused("GetInstancesHealthStatus", "{'ServiceId':'s'}", "ServiceNotFound");
        refused(
                "UpdateInstanceCustomHealthStatus",
                "{'ServiceId':'s','InstanceId':'i','Status':'HEALTHY'}",
                "ServiceNotFound");
        refused("GetOperation", "{'OperationId':'none'}", "OperationNotFound");
        refused("ListTagsForResource", "{'ResourceARN':'arn:aws:none'}", "ResourceNotFoundException");
        refused("TagResource", "{'ResourceARN':'arn:aws:none','Tags':[]}", "ResourceNotFoundException");
        refused("UntagResource", "{'ResourceARN':'arn:aws:none','TagKeys':[]}", "ResourceNotFoundException");
        refused("DiscoverInstances", "{'NamespaceName':'n','ServiceName':'s'}", "NamespaceNotFound");
    }

    @Test
    void takenNames_areToldWithTheirIds() {
        String namespace = namespace("CreateHttpNamespace", "{'Name':'n','CreatorRequestId':'me'}");
        call("CreateHttpNamespace", "{'Name':'n'}")
                .statusCode(400)
                .body("__type", equalTo("NamespaceAlreadyExists"))
                .body("NamespaceId", equalTo(namespace))
                .body("CreatorRequestId", equalTo("me"));
        String create = "{'Name':'s','NamespaceId':'" + namespace + "'}";
        String service = ok("CreateService", create).extract().path("Service.Id");
        call("CreateService", create)
                .statusCode(400)
                .body("__type", equalTo("ServiceAlreadyExists"))
                .body("ServiceId", equalTo(service));
        refused("UpdateService", "{'Id':'" + service + "','Service':{}}", "InvalidInput");
    }

    @Test
    void attributesAndTags_areKept() {
        String namespace = namespace("CreateHttpNamespace", "{'Name':'n'}");
        ok("UpdateHttpNamespace", "{'Id':'" + namespace + "','Namespace':{'Description':'d'}}");
        String arn = ok("GetNamespace", "{'Id':'" + namespace + "'}")
                .body("Namespace.Description", equalTo("d"))
                .extract()
                .path("Namespace.Arn");
        ok("TagResource", "{'ResourceARN':'" + arn + "','Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':''}]}");
        ok("UntagResource", "{'ResourceARN':'" + arn + "','TagKeys':['a']}");
        ok("ListTagsForResource", "{'ResourceARN':'" + arn + "'}").body("Tags.Key", containsInAnyOrder("b"));
        String service = ok("CreateService", "{'Name':'f','NamespaceId':'" + arn + "'}")
                .body("Service.Type", equalTo("HTTP"))
                .extract()
                .path("Service.Id");
        ok("UpdateServiceAttributes", "{'ServiceId':'" + service + "','Attributes':{'url':'http://f','x':'y'}}");
        ok("DeleteServiceAttributes", "{'ServiceId':'" + service + "','Attributes':['x']}");
        ok("GetServiceAttributes", "{'ServiceId':'" + service + "'}")
                .body("ServiceAttributes.Attributes", equalTo(java.util.Map.of("url", "http://f")));
    }

    @Test
    void framework_tellsAllThatIsWrong_inItsWords() {
        call("ListNamespaces", "{'Filters':[{'Name':'X','Condition':'Y'}]}")
                .statusCode(400)
                .body(
                        "Message",
                        equalTo("3 validation errors detected: Value 'X' at 'filters.1.member.name' failed to satisfy"
                                + " constraint: Member must satisfy enum value set: [TYPE, NAME, HTTP_NAME,"
                                + " RESOURCE_OWNER]; Value null at 'filters.1.member.values' failed to satisfy"
                                + " constraint: Member must not be null; Value 'Y' at 'filters.1.member.condition' failed"
                                + " to satisfy constraint: Member must satisfy enum value set: [EQ, IN, BETWEEN,"
                                + " BEGINS_WITH]"));
        call("RegisterInstance", "{'ServiceId':'s','InstanceId':'i','Attributes':{'a b':'c'}}")
                .body(
                        "Message",
                        equalTo("1 validation error detected: Value '{a b=c}' at 'attributes' failed to satisfy"
                                + " constraint: Map keys must satisfy constraint: [Member must have length less than or"
                                + " equal to 255, Member must satisfy regular expression pattern: ^[a-zA-Z0-9!-~]+$]"));
        call("UntagResource", "{'ResourceARN':'x','TagKeys':['']}")
                .body(
                        "Message",
                        equalTo("1 validation error detected: Value '[]' at 'tagKeys' failed to satisfy constraint:"
                                + " Member must satisfy constraint: [Member must have length less than or equal to 128,"
                                + " Member must have length greater than or equal to 1]"));
    }

    @Test
    void withoutDns_itsSettingsAreThere_andEmpty() {
        String namespace = namespace("CreateHttpNamespace", "{'Name':'n'}");
        ok("GetNamespace", "{'Id':'" + namespace + "'}")
                .body("Namespace.find { it.key == 'Properties' }.value.DnsProperties", anEmptyMap());
        ok("CreateService", "{'Name':'s','NamespaceId':'" + namespace + "'}").body("Service.DnsConfig", anEmptyMap());
        call("CreateService", "{'Name':'t','NamespaceId':'" + namespace + "','DnsConfig':{'DnsRecords':[]}}")
                .statusCode(400)
                .body("Message", equalTo("When you specify an HTTP service, you can't include a DnsConfig element."));
        call(
                        "CreateService",
                        "{'Name':'t','NamespaceId':'" + namespace
                                + "','HealthCheckConfig':{'Type':'HTTP','ResourcePath':'x'}}")
                .body("Message", equalTo("Health check resource path must start with /"));
        call("CreateService", "{'Name':'t'}").body("Message", equalTo("Service namespace id cannot be null"));
    }
}
