package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.registry.KeyStores;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.ConnectCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.ConnectCustomKeyStoreResponse;
import software.amazon.awssdk.services.kms.model.ConnectionStateType;
import software.amazon.awssdk.services.kms.model.CreateCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.CreateCustomKeyStoreResponse;
import software.amazon.awssdk.services.kms.model.CustomKeyStoreType;
import software.amazon.awssdk.services.kms.model.CustomKeyStoresListEntry;
import software.amazon.awssdk.services.kms.model.DeleteCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.DeleteCustomKeyStoreResponse;
import software.amazon.awssdk.services.kms.model.DescribeCustomKeyStoresRequest;
import software.amazon.awssdk.services.kms.model.DescribeCustomKeyStoresResponse;
import software.amazon.awssdk.services.kms.model.DisconnectCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.DisconnectCustomKeyStoreResponse;
import software.amazon.awssdk.services.kms.model.UpdateCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.UpdateCustomKeyStoreResponse;
import software.amazon.awssdk.services.kms.model.XksProxyAuthenticationCredentialType;
import software.amazon.awssdk.services.kms.model.XksProxyConnectivityType;

/** Custom key stores: their settings and whether they are connected. Passwords and secret keys are not kept. */
final class KeyStoreActions {
    private static final Pattern CLUSTER = Pattern.compile("cluster-[2-7a-zA-Z]{11,16}");
    private static final Pattern ACCESS_KEY = Pattern.compile("^[A-Z2-7]+$");
    private static final Pattern SECRET_KEY = Pattern.compile("^[a-zA-Z0-9\\/+=]+$");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern VPC_SERVICE =
            Pattern.compile("^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$");
    private static final Pattern ENDPOINT = Pattern.compile("^https://[a-zA-Z0-9.-]+$");
    private static final Pattern PATH =
            Pattern.compile("^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$");

    private final KeyStores stores;
    private final Time time;

    KeyStoreActions(KeyStores stores, Time time) {
        this.stores = stores;
        this.time = time;
    }

    CompletionStage<CreateCustomKeyStoreResponse> createCustomKeyStore(
            CreateCustomKeyStoreRequest request, Caller caller) {
        Violations violations = settings(
                new Violations(),
                request.cloudHsmClusterId(),
                request.xksProxyUriEndpoint(),
                request.xksProxyUriPath());
        secrets(violations, request.keyStorePassword(), request.xksProxyAuthenticationCredential());
        proxy(
                violations,
                request.xksProxyVpcEndpointServiceName(),
                request.xksProxyVpcEndpointServiceOwner(),
                request.xksProxyConnectivityAsString());
        violations
                .required("customKeyStoreName", request.customKeyStoreName())
                .length("customKeyStoreName", request.customKeyStoreName(), 1, 256)
                .length("trustAnchorCertificate", request.trustAnchorCertificate(), 1, 5000)
                .oneOf(
                        "customKeyStoreType",
                        request.customKeyStoreTypeAsString(),
                        Inputs.names(CustomKeyStoreType.knownValues()))
                .check();
        KeyStore.Type type = request.customKeyStoreType() == CustomKeyStoreType.EXTERNAL_KEY_STORE
                ? KeyStore.Type.EXTERNAL_KEY_STORE
                : KeyStore.Type.AWS_CLOUDHSM;
        if (type == KeyStore.Type.AWS_CLOUDHSM) {
            requireAll(request.cloudHsmClusterId(), request.trustAnchorCertificate(), request.keyStorePassword());
        } else {
            requireAll(
                    request.xksProxyUriEndpoint(),
                    request.xksProxyUriPath(),
                    request.xksProxyAuthenticationCredential(),
                    request.xksProxyConnectivity());
            if (request.xksProxyConnectivity() == XksProxyConnectivityType.VPC_ENDPOINT_SERVICE) {
                requireAll(request.xksProxyVpcEndpointServiceName());
            }
        }
        KeyStore store = new KeyStore(
                "cks-" + HexFormat.of().formatHex(Randomness.bytes(9)).substring(1),
                caller.account(),
                caller.region(),
                request.customKeyStoreName(),
                type,
                false,
                time.millis(),
                present(
                        "CloudHsmClusterId", request.cloudHsmClusterId(),
                        "TrustAnchorCertificate", request.trustAnchorCertificate(),
                        "XksProxyUriEndpoint", request.xksProxyUriEndpoint(),
                        "XksProxyUriPath", request.xksProxyUriPath(),
                        "XksProxyVpcEndpointServiceName", request.xksProxyVpcEndpointServiceName(),
                        "XksProxyVpcEndpointServiceOwner", request.xksProxyVpcEndpointServiceOwner(),
                        "AccessKeyId", accessKeyId(request.xksProxyAuthenticationCredential()),
                        "XksProxyConnectivity", request.xksProxyConnectivityAsString()));
        return stores.create(store)
                .thenApply(done -> CreateCustomKeyStoreResponse.builder()
                        .customKeyStoreId(store.id())
                        .build());
    }

    private static Violations settings(Violations violations, String cluster, String endpoint, String path) {
        return violations
                .length("cloudHsmClusterId", cluster, 19, 24)
                .pattern("cloudHsmClusterId", cluster, CLUSTER)
                .length("xksProxyUriEndpoint", endpoint, 10, 128)
                .pattern("xksProxyUriEndpoint", endpoint, ENDPOINT)
                .length("xksProxyUriPath", path, 10, 128)
                .pattern("xksProxyUriPath", path, PATH);
    }

    /** What AWS's model calls sensitive is not repeated when it is refused. */
    private static void secrets(
            Violations violations, String password, XksProxyAuthenticationCredentialType credential) {
        if (password != null) {
            violations.size("keyStorePassword", password.length(), 7, 32);
        }
        if (credential == null) {
            return;
        }
        String path = "xksProxyAuthenticationCredential.";
        secret(violations, path + "accessKeyId", credential.accessKeyId(), 20, 30, ACCESS_KEY);
        secret(violations, path + "rawSecretAccessKey", credential.rawSecretAccessKey(), 43, 64, SECRET_KEY);
    }

    private static void secret(Violations violations, String path, String value, int least, int most, Pattern pattern) {
        violations.required(path, value);
        if (value != null) {
            violations.size(path, value.length(), least, most).secretPattern(path, value, pattern);
        }
    }

    private static void proxy(Violations violations, String service, String owner, String connectivity) {
        violations
                .length("xksProxyVpcEndpointServiceName", service, 20, 64)
                .pattern("xksProxyVpcEndpointServiceName", service, VPC_SERVICE)
                .length("xksProxyVpcEndpointServiceOwner", owner, 12, 12)
                .pattern("xksProxyVpcEndpointServiceOwner", owner, ACCOUNT)
                .oneOf("xksProxyConnectivity", connectivity, Inputs.names(XksProxyConnectivityType.knownValues()));
    }

    private static void requireAll(Object... values) {
        for (Object value : values) {
            if (value == null) {
                throw KmsException.invalid("A parameter that the type of custom key store needs is missing.");
            }
        }
    }

    private static String accessKeyId(XksProxyAuthenticationCredentialType credential) {
        return credential == null ? null : credential.accessKeyId();
    }

    private static Map<String, String> present(String... namesAndValues) {
        Map<String, String> present = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                present.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return present;
    }

    CompletionStage<DescribeCustomKeyStoresResponse> describeCustomKeyStores(
            DescribeCustomKeyStoresRequest request, Caller caller) {
        new Violations()
                .length("customKeyStoreId", request.customKeyStoreId(), 1, 64)
                .length("customKeyStoreName", request.customKeyStoreName(), 1, 256)
                .check();
        if (request.customKeyStoreId() != null && request.customKeyStoreName() != null) {
            throw KmsException.invalid("CustomKeyStoreId and CustomKeyStoreName exclude each other.");
        }
        List<KeyStore> found = stores.list(caller.account(), caller.region()).stream()
                .filter(store ->
                        request.customKeyStoreId() == null || store.id().equals(request.customKeyStoreId()))
                .filter(store ->
                        request.customKeyStoreName() == null || store.name().equals(request.customKeyStoreName()))
                .toList();
        boolean isNamed = request.customKeyStoreId() != null || request.customKeyStoreName() != null;
        if (isNamed && found.isEmpty()) {
            throw new KmsException(KmsError.CUSTOM_KEY_STORE_NOT_FOUND, "");
        }
        Page<KeyStore> page = Page.of(found, KeyStore::id, request.limit(), 100, request.marker());
        return CompletableFuture.completedFuture(DescribeCustomKeyStoresResponse.builder()
                .customKeyStores(
                        page.items().stream().map(KeyStoreActions::entry).toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    private static CustomKeyStoresListEntry entry(KeyStore store) {
        Map<String, String> settings = store.settings();
        CustomKeyStoresListEntry.Builder entry = CustomKeyStoresListEntry.builder()
                .customKeyStoreId(store.id())
                .customKeyStoreName(store.name())
                .customKeyStoreType(store.type().name())
                .connectionState(store.connected() ? ConnectionStateType.CONNECTED : ConnectionStateType.DISCONNECTED)
                .creationDate(Instant.ofEpochMilli(store.createdMillis()))
                .cloudHsmClusterId(settings.get("CloudHsmClusterId"))
                .trustAnchorCertificate(settings.get("TrustAnchorCertificate"));
        if (store.type() == KeyStore.Type.EXTERNAL_KEY_STORE) {
            entry.xksProxyConfiguration(proxy -> proxy.connectivity(settings.get("XksProxyConnectivity"))
                    .accessKeyId(settings.get("AccessKeyId"))
                    .uriEndpoint(settings.get("XksProxyUriEndpoint"))
                    .uriPath(settings.get("XksProxyUriPath"))
                    .vpcEndpointServiceName(settings.get("XksProxyVpcEndpointServiceName"))
                    .vpcEndpointServiceOwner(settings.get("XksProxyVpcEndpointServiceOwner")));
        }
        return entry.build();
    }

    CompletionStage<UpdateCustomKeyStoreResponse> updateCustomKeyStore(
            UpdateCustomKeyStoreRequest request, Caller caller) {
        Violations violations = settings(
                id(request.customKeyStoreId()),
                request.cloudHsmClusterId(),
                request.xksProxyUriEndpoint(),
                request.xksProxyUriPath());
        secrets(violations, request.keyStorePassword(), request.xksProxyAuthenticationCredential());
        proxy(
                violations,
                request.xksProxyVpcEndpointServiceName(),
                request.xksProxyVpcEndpointServiceOwner(),
                request.xksProxyConnectivityAsString());
        violations
                .length("newCustomKeyStoreName", request.newCustomKeyStoreName(), 1, 256)
                .check();
        Map<String, String> changed = present(
                "CloudHsmClusterId", request.cloudHsmClusterId(),
                "XksProxyUriEndpoint", request.xksProxyUriEndpoint(),
                "XksProxyUriPath", request.xksProxyUriPath(),
                "XksProxyVpcEndpointServiceName", request.xksProxyVpcEndpointServiceName(),
                "XksProxyVpcEndpointServiceOwner", request.xksProxyVpcEndpointServiceOwner(),
                "AccessKeyId", accessKeyId(request.xksProxyAuthenticationCredential()),
                "XksProxyConnectivity", request.xksProxyConnectivityAsString());
        return stores.update(
                        caller.account(),
                        caller.region(),
                        request.customKeyStoreId(),
                        request.newCustomKeyStoreName(),
                        changed,
                        request.keyStorePassword() != null)
                .thenApply(done -> UpdateCustomKeyStoreResponse.builder().build());
    }

    CompletionStage<DeleteCustomKeyStoreResponse> deleteCustomKeyStore(
            DeleteCustomKeyStoreRequest request, Caller caller) {
        id(request.customKeyStoreId()).check();
        return stores.delete(caller.account(), caller.region(), request.customKeyStoreId())
                .thenApply(done -> DeleteCustomKeyStoreResponse.builder().build());
    }

    CompletionStage<ConnectCustomKeyStoreResponse> connectCustomKeyStore(
            ConnectCustomKeyStoreRequest request, Caller caller) {
        id(request.customKeyStoreId()).check();
        return stores.connect(caller.account(), caller.region(), request.customKeyStoreId())
                .thenApply(done -> ConnectCustomKeyStoreResponse.builder().build());
    }

    CompletionStage<DisconnectCustomKeyStoreResponse> disconnectCustomKeyStore(
            DisconnectCustomKeyStoreRequest request, Caller caller) {
        id(request.customKeyStoreId()).check();
        return stores.disconnect(caller.account(), caller.region(), request.customKeyStoreId())
                .thenApply(done -> DisconnectCustomKeyStoreResponse.builder().build());
    }

    private static Violations id(String storeId) {
        return new Violations().required("customKeyStoreId", storeId).length("customKeyStoreId", storeId, 1, 64);
    }
}
