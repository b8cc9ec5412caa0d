package dev.haar.servicediscovery.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what {@link RegistryTables} wrote. */
final class RegistryRows {
    private final Statement statement;
    private final Map<Owner, Map<String, String>> attributes = new HashMap<>();

    private record Owner(String id, String kind) {}

    private RegistryRows(Statement statement) {
        this.statement = statement;
    }

    static void read(Connection connection, Memory into) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            RegistryRows rows = new RegistryRows(statement);
            rows.readAttributes();
            rows.readNamespaces(into);
            rows.readServices(into);
            rows.readInstances(into);
            rows.readOperations(into);
        }
    }

    private void readAttributes() throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT owner, kind, name, attribute_value FROM servicediscovery.attributes")) {
            while (row.next()) {
                attributes
                        .computeIfAbsent(new Owner(row.getString(1), row.getString(2)), owner -> new HashMap<>())
                        .put(row.getString(3), row.getString(4));
            }
        }
    }

    private void readNamespaces(Memory into) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM servicediscovery.namespaces")) {
            while (row.next()) {
                into.show(new Namespace(
                        row.getString("id"),
                        scope(row),
                        NamespaceKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("http_name"),
                        row.getString("description"),
                        row.getString("creator_request_id"),
                        row.getString("vpc"),
                        row.getString("hosted_zone_id"),
                        row.getLong("soa_ttl"),
                        millis(row, "created_at"),
                        of(row.getString("id"), RegistryTables.TAG)));
            }
        }
    }

    private void readServices(Memory into) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM servicediscovery.services")) {
            while (row.next()) {
                String id = row.getString("id");
                into.show(new Service(
                        id,
                        row.getString("namespace_id"),
                        scope(row),
                        row.getString("created_by"),
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("creator_request_id"),
                        dns(row.getString("dns_routing"), row.getString("dns_records")),
                        check(row),
                        row.getBoolean("custom_health"),
                        millis(row, "created_at"),
                        of(id, RegistryTables.ATTRIBUTE),
                        of(id, RegistryTables.TAG),
                        row.getLong("revision")));
            }
        }
    }

    private void readInstances(Memory into) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM servicediscovery.instances ORDER BY number")) {
            while (row.next()) {
                String serviceId = row.getString("service_id");
                String id = row.getString("id");
                ServiceEntry entry = into.service(serviceId);
                entry.show(
                        entry.service(),
                        new Instance(
                                id,
                                row.getString("creator_request_id"),
                                row.getString("created_by"),
                                of(Operation.subject(serviceId, id), RegistryTables.ATTRIBUTE),
                                new Health(
                                        HealthStatus.valueOf(row.getString("health")),
                                        HealthStatus.valueOf(row.getString("next_health")),
                                        millis(row, "next_health_at"))));
            }
        }
    }

    private void readOperations(Memory into) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM servicediscovery.operations")) {
            while (row.next()) {
                Map<String, String> targets = new HashMap<>();
                targets.put(Operation.NAMESPACE, row.getString("namespace_id"));
                targets.put(Operation.SERVICE, row.getString("service_id"));
                targets.put(Operation.INSTANCE, row.getString("instance_id"));
                targets.values().removeIf(Objects::isNull);
                into.show(new Operation(
                        row.getString("id"),
                        scope(row),
                        Operation.Type.valueOf(row.getString("type")),
                        millis(row, "created_at"),
                        millis(row, "finished_at"),
                        row.getString("error_code"),
                        row.getString("error_message"),
                        targets));
            }
        }
    }

    private Map<String, String> of(String owner, String kind) {
        return attributes.getOrDefault(new Owner(owner, kind), Map.of());
    }

    private static Scope scope(ResultSet row) throws SQLException {
        return new Scope(row.getString("account"), row.getString("region"));
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Instant.class).toEpochMilli();
    }

    private static HealthCheck check(ResultSet row) throws SQLException {
        String type = row.getString("check_type");
        return type == null
                ? null
                : new HealthCheck(
                        HealthCheck.Type.valueOf(type), row.getString("check_path"), row.getInt("check_threshold"));
    }

    private static DnsConfig dns(String routing, String records) {
        if (routing == null) {
            return null;
        }
        List<DnsRecord> all = new ArrayList<>();
        for (String each : records.isEmpty() ? new String[0] : records.split(" ")) {
            int colon = each.indexOf(':');
            all.add(new DnsRecord(
                    DnsRecord.Type.valueOf(each.substring(0, colon)), Long.parseLong(each.substring(colon + 1))));
        }
        return new DnsConfig(DnsConfig.Routing.valueOf(routing), all);
    }
}
