package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.servicediscovery.registry.RegistryChange.HealthKept;
import dev.haar.servicediscovery.registry.RegistryChange.InstanceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.InstanceKept;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceKept;
import dev.haar.servicediscovery.registry.RegistryChange.OperationForgotten;
import dev.haar.servicediscovery.registry.RegistryChange.OperationKept;
import dev.haar.servicediscovery.registry.RegistryChange.RevisionKept;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceKept;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How what happens in the registry becomes rows. The tables are documented in docs/state.md. */
public final class RegistryTables implements Tables {
    static final String TAG = "tag";
    static final String ATTRIBUTE = "attribute";

    @Override
    public String schema() {
        return "servicediscovery";
    }

    @Override
    public List<List<String>> migrations() {
        String time = "TIMESTAMP(3) WITH TIME ZONE NOT NULL";
        return List.of(List.of(
                "CREATE SCHEMA servicediscovery",
                "CREATE TABLE servicediscovery.namespaces (id VARCHAR(64) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                        + " region VARCHAR(64) NOT NULL, kind VARCHAR(16) NOT NULL, name VARCHAR(1024) NOT NULL,"
                        + " http_name VARCHAR(1100) NOT NULL, description VARCHAR(1024), creator_request_id VARCHAR(64),"
                        + " vpc VARCHAR(64), hosted_zone_id VARCHAR(64), soa_ttl BIGINT NOT NULL, created_at " + time
                        + ")",
                "CREATE TABLE servicediscovery.services (id VARCHAR(64) PRIMARY KEY, namespace_id VARCHAR(64) NOT NULL,"
                        + " account VARCHAR(12) NOT NULL, region VARCHAR(64) NOT NULL, created_by VARCHAR(12) NOT NULL,"
                        + " name VARCHAR(127) NOT NULL, description VARCHAR(1024), creator_request_id VARCHAR(64),"
                        + " dns_routing VARCHAR(16), dns_records VARCHAR(128), check_type VARCHAR(8),"
                        + " check_path VARCHAR(255), check_threshold INTEGER NOT NULL, custom_health BOOLEAN NOT NULL,"
                        + " created_at " + time + ", revision BIGINT NOT NULL)",
                "CREATE TABLE servicediscovery.instances (service_id VARCHAR(64) NOT NULL, id VARCHAR(64) NOT NULL,"
                        + " number BIGINT GENERATED ALWAYS AS IDENTITY, creator_request_id VARCHAR(64),"
                        + " created_by VARCHAR(12) NOT NULL, health VARCHAR(16) NOT NULL, next_health VARCHAR(16) NOT"
                        + " NULL, next_health_at " + time + ", PRIMARY KEY (service_id, id))",
                // What has them is the id of a namespace or service, or service/instance.
                "CREATE TABLE servicediscovery.attributes (owner VARCHAR(130) NOT NULL, kind VARCHAR(16) NOT NULL,"
                        + " name VARCHAR(255) NOT NULL, attribute_value VARCHAR(1024) NOT NULL,"
                        + " PRIMARY KEY (owner, kind, name))",
                "CREATE TABLE servicediscovery.operations (id VARCHAR(64) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                        + " region VARCHAR(64) NOT NULL, type VARCHAR(32) NOT NULL, created_at " + time
                        + ", finished_at " + time + ", error_code VARCHAR(64), error_message VARCHAR(2048),"
                        + " namespace_id VARCHAR(64), service_id VARCHAR(64), instance_id VARCHAR(64))"));
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof RegistryChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof InstanceKept kept) {
            write(kept.serviceId(), kept.instance(), to);
        } else if (change instanceof RevisionKept kept) {
            to.update(
                    "UPDATE servicediscovery.services SET revision = ? WHERE id = ?",
                    kept.revision(),
                    kept.serviceId());
        } else if (change instanceof HealthKept kept) {
            Health health = kept.health();
            to.update(
                    "UPDATE servicediscovery.instances SET health = ?, next_health = ?, next_health_at = ? WHERE"
                            + " service_id = ? AND id = ?",
                    health.current().name(),
                    health.next().name(),
                    Instant.ofEpochMilli(health.from()),
                    kept.serviceId(),
                    kept.instanceId());
        } else if (change instanceof InstanceDeleted deleted) {
            to.update(
                    "DELETE FROM servicediscovery.instances WHERE service_id = ? AND id = ?",
                    deleted.serviceId(),
                    deleted.instanceId());
            forgetAttributes(Operation.subject(deleted.serviceId(), deleted.instanceId()), to);
        } else if (change instanceof NamespaceKept kept) {
            write(kept.namespace(), to);
        } else if (change instanceof NamespaceDeleted deleted) {
            to.update("DELETE FROM servicediscovery.namespaces WHERE id = ?", deleted.id());
            forgetAttributes(deleted.id(), to);
        } else if (change instanceof ServiceKept kept) {
            write(kept.service(), to);
        } else if (change instanceof ServiceDeleted deleted) {
            to.update("DELETE FROM servicediscovery.services WHERE id = ?", deleted.id());
            forgetAttributes(deleted.id(), to);
        } else if (change instanceof OperationKept kept) {
            write(kept.operation(), to);
        } else if (change instanceof OperationForgotten forgotten) {
            to.update("DELETE FROM servicediscovery.operations WHERE id = ?", forgotten.id());
        }
    }

    private static void write(Namespace namespace, Statements to) throws SQLException {
        to.update(
                "MERGE INTO servicediscovery.namespaces (id, account, region, kind, name, http_name, description,"
                        + " creator_request_id, vpc, hosted_zone_id, soa_ttl, created_at) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                namespace.id(),
                namespace.scope().account(),
                namespace.scope().region(),
                namespace.kind().name(),
                namespace.name(),
                namespace.httpName(),
                namespace.description(),
                namespace.creatorRequestId(),
                namespace.vpc(),
                namespace.hostedZoneId(),
                namespace.soaTtl(),
                Instant.ofEpochMilli(namespace.createdMillis()));
        writeAttributes(namespace.id(), Map.of(), namespace.tags(), to);
    }

    private static void write(Service service, Statements to) throws SQLException {
        DnsConfig dns = service.dns();
        HealthCheck check = service.check();
        to.update(
                "MERGE INTO servicediscovery.services (id, namespace_id, account, region, created_by, name, description,"
                        + " creator_request_id, dns_routing, dns_records, check_type, check_path, check_threshold,"
                        + " custom_health, created_at, revision) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                service.id(),
                service.namespaceId(),
                service.owner().account(),
                service.owner().region(),
                service.createdBy(),
                service.name(),
                service.description(),
                service.creatorRequestId(),
                dns == null ? null : dns.routing().name(),
                dns == null
                        ? null
                        : dns.records().stream()
                                .map(each -> each.type() + ":" + each.ttl())
                                .collect(Collectors.joining(" ")),
                check == null ? null : check.type().name(),
                check == null ? null : check.path(),
                check == null ? 0 : check.threshold(),
                service.hasCustomHealth(),
                Instant.ofEpochMilli(service.createdMillis()),
                service.revision());
        writeAttributes(service.id(), service.attributes(), service.tags(), to);
    }

    private static void write(String serviceId, Instance instance, Statements to) throws SQLException {
        to.update(
                "MERGE INTO servicediscovery.instances (service_id, id, creator_request_id, created_by, health,"
                        + " next_health, next_health_at) KEY (service_id, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
                serviceId,
                instance.id(),
                instance.creatorRequestId(),
                instance.createdBy(),
                instance.health().current().name(),
                instance.health().next().name(),
                Instant.ofEpochMilli(instance.health().from()));
        writeAttributes(Operation.subject(serviceId, instance.id()), instance.attributes(), Map.of(), to);
    }

    private static void write(Operation operation, Statements to) throws SQLException {
        to.update(
                "INSERT INTO servicediscovery.operations (id, account, region, type, created_at, finished_at, error_code,"
                        + " error_message, namespace_id, service_id, instance_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                operation.id(),
                operation.owner().account(),
                operation.owner().region(),
                operation.type().name(),
                Instant.ofEpochMilli(operation.createdMillis()),
                Instant.ofEpochMilli(operation.finishedMillis()),
                operation.errorCode(),
                operation.errorMessage(),
                operation.targets().get(Operation.NAMESPACE),
                operation.targets().get(Operation.SERVICE),
                operation.targets().get(Operation.INSTANCE));
    }

    private static void writeAttributes(
            String owner, Map<String, String> attributes, Map<String, String> tags, Statements to) throws SQLException {
        forgetAttributes(owner, to);
        insert(owner, ATTRIBUTE, attributes, to);
        insert(owner, TAG, tags, to);
    }

    private static void insert(String owner, String kind, Map<String, String> values, Statements to)
            throws SQLException {
        for (Map.Entry<String, String> each : values.entrySet()) {
            to.update(
                    "INSERT INTO servicediscovery.attributes (owner, kind, name, attribute_value) VALUES (?, ?, ?, ?)",
                    owner,
                    kind,
                    each.getKey(),
                    each.getValue());
        }
    }

    private static void forgetAttributes(String owner, Statements to) throws SQLException {
        to.update("DELETE FROM servicediscovery.attributes WHERE owner = ?", owner);
    }
}
