package dev.haar.api.servicediscovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.haar.Haar;
import dev.haar.api.HaarConfig;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.parsing.Parser;
import io.restassured.response.ValidatableResponse;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.ServiceDiscoveryException;

/**
 * Every error that an action of Cloud Map declares, and that it succeeds. One Haar in strict mode, whose clock stands, so
 * that what was begun last is still under way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclaredErrorsTest {
    private static final String JSON = "application/x-amz-json-1.1";

    /** Declared, but nothing that Haar does leads to them: AWS documents no quota and no use that would. */
    private static final Set<String> NEVER = Set.of(
            "CreateService ResourceLimitExceeded",
            "DiscoverInstances RequestLimitExceeded",
            "DiscoverInstancesRevision RequestLimitExceeded",
            "RegisterInstance ResourceInUse",
            "DeregisterInstance ResourceInUse",
            "UpdateHttpNamespace ResourceInUse",
            "UpdatePrivateDnsNamespace ResourceInUse",
            "UpdatePublicDnsNamespace ResourceInUse");

    private Haar haar;
    /** A namespace, a service and an instance with nothing under way, and others of their kinds. */
    private String http;

    private String dns;
    private String open;
    private String service;
    private String plain;
    private String dnsService;
    private String full;
    /** With an operation under way. */
    private String busyHttp;

    private String busyDns;
    private String busyOpen;
    private String busyService;

    /** A request and what it is refused with. */
    private record Refused(String action, String error, String body) {}

    @BeforeAll
    void prepare() {
        RestAssured.registerParser(JSON, Parser.JSON);
        haar = Haar.builder().mode(HaarConfig.Mode.STRICT).start();
        haar.clock().freeze();
        http = namespace("CreateHttpNamespace", "{'Name':'http'}");
        dns = namespace("CreatePrivateDnsNamespace", "{'Name':'dns.local','Vpc':'vpc-1','CreatorRequestId':'me'}");
        open = namespace("CreatePublicDnsNamespace", "{'Name':'open.org'}");
        service = service("{'Name':'s','NamespaceId':'" + http + "','HealthCheckCustomConfig':{}}");
        plain = service("{'Name':'plain','NamespaceId':'" + http + "'}");
        dnsService =
                service("{'Name':'d','NamespaceId':'" + dns + "','DnsConfig':{'DnsRecords':[{'Type':'A','TTL':60}]}}");
        full = service("{'Name':'full','NamespaceId':'" + http + "'}");
        register(service, "i");
        register(plain, "i");
        fill();
        busyService =
                service("{'Name':'b','NamespaceId':'" + dns + "','DnsConfig':{'DnsRecords':[{'Type':'A','TTL':60}]}}");
        haar.clock().advance(Duration.ofMinutes(1));
        busyHttp = namespace("CreateHttpNamespace", "{'Name':'busy','CreatorRequestId':'r'}");
        busyDns = namespace("CreatePrivateDnsNamespace", "{'Name':'busy.local','Vpc':'v','CreatorRequestId':'r'}");
        busyOpen = namespace("CreatePublicDnsNamespace", "{'Name':'busy.org','CreatorRequestId':'r'}");
        ok(
                "UpdateService",
                "{'Id':'" + busyService + "','Service':{'DnsConfig':{'DnsRecords':[{'Type':'A','TTL':1}]}}}");
        register(full, "i999");
    }

    /** What takes the quotas of namespaces and of instances but for a few; by a client that takes no time for it. */
    private void fill() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
        for (int i = 0; i < 44; i++) {
            sent.add(send(client, "CreateHttpNamespace", "{\"Name\":\"filler" + i + "\"}"));
        }
        for (int i = 0; i < 999; i++) {
            String body = "{\"ServiceId\":\"" + full + "\",\"InstanceId\":\"i" + i + "\",\"Attributes\":{}}";
            sent.add(send(client, "RegisterInstance", body));
        }
        sent.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
    }

    private CompletableFuture<HttpResponse<Void>> send(HttpClient client, String action, String body) {
        HttpRequest request = HttpRequest.newBuilder(haar.endpoint())
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", JSON)
                .header("X-Amz-Target", "Route53AutoNaming_v20170314." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    @AfterAll
    void stop() {
        haar.close();
    }

    private ValidatableResponse call(String action, String body) {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(JSON, ContentType.TEXT)))
                .contentType(JSON)
                .header("X-Amz-Target", "Route53AutoNaming_v20170314." + action)
                .body(body.replace('\'', '"'))
                .post(haar.endpoint())
                .then();
    }

    private ValidatableResponse ok(String action, String body) {
        return call(action, body).statusCode(200);
    }

    private String namespace(String action, String body) {
        String operation = ok(action, body).extract().path("OperationId");
        return ok("GetOperation", "{'OperationId':'" + operation + "'}")
                .extract()
                .path("Operation.Targets.NAMESPACE");
    }

    private String service(String body) {
        return ok("CreateService", body).extract().path("Service.Id");
    }

    private String register(String in, String id) {
        return ok("RegisterInstance", "{'ServiceId':'" + in + "','InstanceId':'" + id + "','Attributes':{}}")
                .extract()
                .path("OperationId");
    }

    private String arn(String resource) {
        return "arn:aws:servicediscovery:us-east-1:000000000000:" + resource;
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'Key':'k" + i + "','Value':'v'}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String attributes(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + prefix + i + "':'v'")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private List<Refused> refusals() {
        String i = ",'InstanceId':'i'";
        String change = "{'DnsConfig':{'DnsRecords':[{'Type':'A','TTL':2}]}}";
        String many = ",'Tags':" + tags(51);
        ok("UpdateServiceAttributes", "{'ServiceId':'" + plain + "','Attributes':" + attributes(30, "a") + "}");
        return List.of(
                new Refused("CreateHttpNamespace", "InvalidInput", "{'Name':'a b'}"),
                new Refused("CreateHttpNamespace", "NamespaceAlreadyExists", "{'Name':'http'}"),
                new Refused("CreateHttpNamespace", "ResourceLimitExceeded", "{'Name':'more'}"),
                new Refused("CreateHttpNamespace", "DuplicateRequest", "{'Name':'busy','CreatorRequestId':'r'}"),
                new Refused("CreateHttpNamespace", "TooManyTagsException", "{'Name':'t'" + many + "}"),
                new Refused("CreatePrivateDnsNamespace", "InvalidInput", "{'Name':'x.local'}"),
                new Refused(
                        "CreatePrivateDnsNamespace",
                        "NamespaceAlreadyExists",
                        "{'Name':'dns.local','Vpc':'vpc-1','CreatorRequestId':'me'}"),
                new Refused("CreatePrivateDnsNamespace", "ResourceLimitExceeded", "{'Name':'more','Vpc':'v'}"),
                new Refused(
                        "CreatePrivateDnsNamespace",
                        "DuplicateRequest",
                        "{'Name':'busy.local','Vpc':'v','CreatorRequestId':'r'}"),
                new Refused("CreatePrivateDnsNamespace", "TooManyTagsException", "{'Name':'t','Vpc':'v'" + many + "}"),
                new Refused("CreatePublicDnsNamespace", "InvalidInput", "{'Name':'org'}"),
                new Refused("CreatePublicDnsNamespace", "NamespaceAlreadyExists", "{'Name':'open.org'}"),
                new Refused("CreatePublicDnsNamespace", "ResourceLimitExceeded", "{'Name':'more.org'}"),
                new Refused(
                        "CreatePublicDnsNamespace", "DuplicateRequest", "{'Name':'busy.org','CreatorRequestId':'r'}"),
                new Refused("CreatePublicDnsNamespace", "TooManyTagsException", "{'Name':'t.org'" + many + "}"),
                new Refused(
                        "CreateService",
                        "InvalidInput",
                        "{'Name':'x','NamespaceId':'" + http + "','DnsConfig':{'DnsRecords':[{'Type':'A','TTL':60}]}}"),
                new Refused("CreateService", "NamespaceNotFound", "{'Name':'x','NamespaceId':'ns-none'}"),
                new Refused("CreateService", "ServiceAlreadyExists", "{'Name':'s','NamespaceId':'" + http + "'}"),
                new Refused(
                        "CreateService",
                        "TooManyTagsException",
                        "{'Name':'t','NamespaceId':'" + http + "'" + many + "}"),
                new Refused("DeleteNamespace", "InvalidInput", "{'Id':'" + arn("service/x") + "'}"),
                new Refused("DeleteNamespace", "NamespaceNotFound", "{'Id':'ns-none'}"),
                new Refused("DeleteNamespace", "ResourceInUse", "{'Id':'" + http + "'}"),
                new Refused("DeleteNamespace", "DuplicateRequest", "{'Id':'" + busyHttp + "'}"),
                new Refused("DeleteService", "InvalidInput", "{'Id':'" + arn("namespace/x") + "'}"),
                new Refused("DeleteService", "ServiceNotFound", "{'Id':'srv-none'}"),
                new Refused("DeleteService", "ResourceInUse", "{'Id':'" + service + "'}"),
                new Refused(
                        "DeleteServiceAttributes", "InvalidInput", "{'ServiceId':'" + service + "','Attributes':[]}"),
                new Refused("DeleteServiceAttributes", "ServiceNotFound", "{'ServiceId':'x','Attributes':['a']}"),
                new Refused(
                        "DeregisterInstance", "DuplicateRequest", "{'ServiceId':'" + full + "','InstanceId':'i999'}"),
                new Refused("DeregisterInstance", "InvalidInput", "{'ServiceId':'" + service + "'}"),
                new Refused(
                        "DeregisterInstance", "InstanceNotFound", "{'ServiceId':'" + service + "','InstanceId':'x'}"),
                new Refused("DeregisterInstance", "ServiceNotFound", "{'ServiceId':'x'" + i + "}"),
                new Refused("DiscoverInstances", "ServiceNotFound", "{'NamespaceName':'http','ServiceName':'x'}"),
                new Refused("DiscoverInstances", "NamespaceNotFound", "{'NamespaceName':'x','ServiceName':'s'}"),
                new Refused(
                        "DiscoverInstances",
                        "InvalidInput",
                        "{'NamespaceName':'http','ServiceName':'s','MaxResults':1001}"),
                new Refused(
                        "DiscoverInstancesRevision", "ServiceNotFound", "{'NamespaceName':'http','ServiceName':'x'}"),
                new Refused(
                        "DiscoverInstancesRevision", "NamespaceNotFound", "{'NamespaceName':'x','ServiceName':'s'}"),
                new Refused("DiscoverInstancesRevision", "InvalidInput", "{'NamespaceName':'http','ServiceName':'-'}"),
                new Refused("GetInstance", "InstanceNotFound", "{'ServiceId':'" + service + "','InstanceId':'x'}"),
                new Refused("GetInstance", "InvalidInput", "{'ServiceId':'" + service + "'}"),
                new Refused("GetInstance", "ServiceNotFound", "{'ServiceId':'x'" + i + "}"),
                new Refused(
                        "GetInstancesHealthStatus",
                        "InstanceNotFound",
                        "{'ServiceId':'" + service + "','Instances':['i','x']}"),
                new Refused(
                        "GetInstancesHealthStatus", "InvalidInput", "{'ServiceId':'" + service + "','Instances':[]}"),
                new Refused("GetInstancesHealthStatus", "ServiceNotFound", "{'ServiceId':'x'}"),
                new Refused("GetNamespace", "InvalidInput", "{'Id':'arn:nonsense'}"),
                new Refused("GetNamespace", "NamespaceNotFound", "{'Id':'ns-none'}"),
                new Refused("GetOperation", "InvalidInput", "{}"),
                new Refused("GetOperation", "OperationNotFound", "{'OperationId':'x'}"),
                new Refused("GetService", "InvalidInput", "{}"),
                new Refused("GetService", "ServiceNotFound", "{'Id':'x'}"),
                new Refused("GetServiceAttributes", "InvalidInput", "{}"),
                new Refused("GetServiceAttributes", "ServiceNotFound", "{'ServiceId':'x'}"),
                new Refused("ListInstances", "ServiceNotFound", "{'ServiceId':'x'}"),
                new Refused("ListInstances", "InvalidInput", "{'ServiceId':'" + service + "','NextToken':'abcd'}"),
                new Refused("ListNamespaces", "InvalidInput", "{'MaxResults':0}"),
                new Refused("ListOperations", "InvalidInput", "{'Filters':[{'Name':'TYPE','Values':['X']}]}"),
                new Refused(
                        "ListServices",
                        "InvalidInput",
                        "{'Filters':[{'Name':'NAMESPACE_ID','Values':['a','b'],'Condition':'IN'}]}"),
                new Refused("ListTagsForResource", "ResourceNotFoundException", "{'ResourceARN':'x'}"),
                new Refused("ListTagsForResource", "InvalidInput", "{'ResourceARN':''}"),
                new Refused(
                        "RegisterInstance",
                        "DuplicateRequest",
                        "{'ServiceId':'" + full + "','InstanceId':'i999','Attributes':{'a':'b'}}"),
                new Refused(
                        "RegisterInstance",
                        "InvalidInput",
                        "{'ServiceId':'" + dnsService + "'" + i + ",'Attributes':{}}"),
                new Refused(
                        "RegisterInstance",
                        "ResourceLimitExceeded",
                        "{'ServiceId':'" + full + "','InstanceId':'more','Attributes':{}}"),
                new Refused("RegisterInstance", "ServiceNotFound", "{'ServiceId':'x'" + i + ",'Attributes':{}}"),
                new Refused(
                        "TagResource", "ResourceNotFoundException", "{'ResourceARN':'x'" + ",'Tags':" + tags(1) + "}"),
                new Refused(
                        "TagResource",
                        "TooManyTagsException",
                        "{'ResourceARN':'" + arn("namespace/" + http) + "'" + many + "}"),
                new Refused(
                        "TagResource",
                        "InvalidInput",
                        "{'ResourceARN':'" + arn("namespace/" + http) + "','Tags':[{'Key':'aws:x','Value':''}]}"),
                new Refused("UntagResource", "ResourceNotFoundException", "{'ResourceARN':'x','TagKeys':['a']}"),
                new Refused(
                        "UntagResource",
                        "InvalidInput",
                        "{'ResourceARN':'" + arn("namespace/" + http) + "','TagKeys':['']}"),
                new Refused("UpdateHttpNamespace", "InvalidInput", "{'Id':'" + http + "','Namespace':{}}"),
                new Refused("UpdateHttpNamespace", "NamespaceNotFound", "{'Id':'x','Namespace':{'Description':'d'}}"),
                new Refused(
                        "UpdateHttpNamespace",
                        "DuplicateRequest",
                        "{'Id':'" + busyHttp + "','Namespace':{'Description':'d'}}"),
                new Refused("UpdatePrivateDnsNamespace", "InvalidInput", "{'Id':'" + http + "','Namespace':{}}"),
                new Refused("UpdatePrivateDnsNamespace", "NamespaceNotFound", "{'Id':'x','Namespace':{}}"),
                new Refused("UpdatePrivateDnsNamespace", "DuplicateRequest", "{'Id':'" + busyDns + "','Namespace':{}}"),
                new Refused("UpdatePublicDnsNamespace", "InvalidInput", "{'Id':'" + open + "'}"),
                new Refused("UpdatePublicDnsNamespace", "NamespaceNotFound", "{'Id':'x','Namespace':{}}"),
                new Refused("UpdatePublicDnsNamespace", "DuplicateRequest", "{'Id':'" + busyOpen + "','Namespace':{}}"),
                new Refused(
                        "UpdateInstanceCustomHealthStatus",
                        "InstanceNotFound",
                        "{'ServiceId':'" + service + "','InstanceId':'x','Status':'HEALTHY'}"),
                new Refused(
                        "UpdateInstanceCustomHealthStatus",
                        "ServiceNotFound",
                        "{'ServiceId':'x'" + i + ",'Status':'HEALTHY'}"),
                new Refused(
                        "UpdateInstanceCustomHealthStatus",
                        "CustomHealthNotFound",
                        "{'ServiceId':'" + plain + "'" + i + ",'Status':'HEALTHY'}"),
                new Refused(
                        "UpdateInstanceCustomHealthStatus",
                        "InvalidInput",
                        "{'ServiceId':'" + service + "'" + i + ",'Status':'UNKNOWN'}"),
                new Refused(
                        "UpdateService", "DuplicateRequest", "{'Id':'" + busyService + "','Service':" + change + "}"),
                new Refused("UpdateService", "InvalidInput", "{'Id':'" + service + "','Service':" + change + "}"),
                new Refused("UpdateService", "ServiceNotFound", "{'Id':'x','Service':" + change + "}"),
                new Refused(
                        "UpdateServiceAttributes",
                        "InvalidInput",
                        "{'ServiceId':'" + service + "','Attributes':" + attributes(31, "a") + "}"),
                new Refused("UpdateServiceAttributes", "ServiceNotFound", "{'ServiceId':'x','Attributes':{'a':'b'}}"),
                new Refused(
                        "UpdateServiceAttributes",
                        "ServiceAttributesLimitExceededException",
                        "{'ServiceId':'" + plain + "','Attributes':{'one':'more'}}"));
    }

    @TestFactory
    Stream<DynamicTest> action_refusesWithWhatItDeclares() {
        return refusals().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.action + " " + each.error,
                        () -> call(each.action, each.body)
                                .statusCode(400)
                                .body("__type", equalTo(each.error))
                                .body("Message", notNullValue())));
    }

    @Test
    void refusals_areAllThatIsDeclared() {
        Set<String> tested = new TreeSet<>(NEVER);
        refusals().forEach(each -> tested.add(each.action + ' ' + each.error));
        assertThat(tested).containsExactlyElementsOf(declared());
    }

    @Test
    void refusals_tellWhatIsInTheWay() {
        call("CreateHttpNamespace", "{'Name':'http'}").body("NamespaceId", equalTo(http));
        call("CreatePrivateDnsNamespace", "{'Name':'dns.local','Vpc':'vpc-1','CreatorRequestId':'me'}")
                .body("NamespaceId", equalTo(dns))
                .body("CreatorRequestId", equalTo("me"));
        call("CreateService", "{'Name':'s','NamespaceId':'" + http + "'}")
                .body("ServiceId", equalTo(service))
                .body("ServiceArn", equalTo(arn("service/" + service)));
        call("TagResource", "{'ResourceARN':'" + arn("service/" + service) + "','Tags':" + tags(51) + "}")
                .body("ResourceName", equalTo(arn("service/" + service)));
        call("UpdateHttpNamespace", "{'Id':'" + busyHttp + "','Namespace':{'Description':'d'}}")
                .body("DuplicateOperationId", notNullValue());
    }

    /** What the SDK's client says that its actions throw. */
    private static Set<String> declared() {
        Set<String> declared = new TreeSet<>();
        for (Method method : ServiceDiscoveryClient.class.getMethods()) {
            String name = method.getName();
            if (name.endsWith("Paginator")) {
                continue;
            }
            String action = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Arrays.stream(method.getExceptionTypes())
                    .filter(ServiceDiscoveryException.class::isAssignableFrom)
                    .filter(each -> each != ServiceDiscoveryException.class)
                    .forEach(each -> declared.add(action + ' ' + errorCode(each)));
        }
        return new LinkedHashSet<>(declared);
    }

    /** The SDK has all names end with Exception; AWS has only some. */
    private static String errorCode(Class<?> exception) {
        Set<String> named =
                Set.of("ResourceNotFoundException", "TooManyTagsException", "ServiceAttributesLimitExceededException");
        String name = exception.getSimpleName();
        return named.contains(name) ? name : name.substring(0, name.length() - "Exception".length());
    }
}
