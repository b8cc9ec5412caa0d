package dev.haar.engine.mobile;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.mobile.MobileChange.SmsAttributesKept;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link MobileTables} wrote. */
final class MobileRows {
    private static final String APPLICATION = "SELECT a.account, a.region, a.platform, a.name, ";

    private MobileRows() {}

    static List<PlatformApplication> applications(Connection connection) throws SQLException {
        return read(
                connection,
                APPLICATION + "a.attributes FROM sns_mobile.applications a",
                row -> new PlatformApplication(address(row), map(row.getString(5))));
    }

    static List<PlatformEndpoint> endpoints(Connection connection) throws SQLException {
        return read(
                connection,
                APPLICATION + "e.arn, e.attributes FROM sns_mobile.endpoints e"
                        + " JOIN sns_mobile.applications a ON a.arn = e.application_arn",
                row -> new PlatformEndpoint(row.getString(5), address(row), map(row.getString(6))));
    }

    static List<SmsAttributesKept> smsAttributes(Connection connection) throws SQLException {
        return read(
                connection,
                "SELECT account, region, attributes FROM sns_mobile.sms_attributes",
                row -> new SmsAttributesKept(row.getString(1), row.getString(2), map(row.getString(3))));
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> read(Connection connection, String query, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    private static PlatformApplication.Address address(ResultSet row) throws SQLException {
        return new PlatformApplication.Address(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private static Map<String, String> map(String json) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonText.parseObject(json)
                .orElseThrow(() -> new IllegalStateException("This is no JSON object: " + json))
                .forEach((name, value) -> map.put(name, (String) value));
        return Map.copyOf(map);
    }
}
