package dev.haar.kms.registry;

import dev.haar.core.arn.Arn;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Deletion;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.GrantConstraints;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyIdentity;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.MaterialState;
import dev.haar.kms.key.Origin;
import dev.haar.kms.key.Rotation;
import dev.haar.kms.key.Turn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;

/** Reads what {@link KeyTables} wrote. */
final class KeyRows {
    private final Statement statement;
    private final RootKey root;

    private KeyRows(Statement statement, RootKey root) {
        this.statement = statement;
        this.root = root;
    }

    /** Everything, as the changes that lead to it. */
    static List<KeyChange> read(Connection connection, RootKey root) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            KeyRows rows = new KeyRows(statement, root);
            List<KeyChange> changes = new ArrayList<>(rows.keys(rows.materials()));
            changes.addAll(rows.uses());
            changes.addAll(rows.aliases());
            changes.addAll(rows.grants());
            changes.addAll(rows.stores());
            changes.addAll(rows.serviceKeys());
            return changes;
        }
    }

    private List<KeyChange> serviceKeys() throws SQLException {
        List<KeyChange> changes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT service, secret FROM kms.service_keys")) {
            while (rows.next()) {
                String service = rows.getString(1);
                changes.add(new KeyChange.ServiceKeyKept(
                        service, unwrapped(KeyTables.serviceKeyOf(service), rows.getBytes(2))));
            }
        }
        return changes;
    }

    private Map<String, List<Material>> materials() throws SQLException {
        Map<String, List<Material>> materials = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT key_arn, material_id, state, secret, public_key,"
                + " turned_at, turned_by, valid_to, description FROM kms.materials ORDER BY key_arn, position")) {
            while (rows.next()) {
                String keyArn = rows.getString(1);
                String id = rows.getString(2);
                String turnedBy = rows.getString(7);
                Material material = new Material(
                        id,
                        MaterialState.valueOf(rows.getString(3)),
                        unwrapped(KeyTables.secretOf(keyArn, id), rows.getBytes(4)),
                        rows.getBytes(5),
                        turnedBy == null ? null : new Turn(millis(rows, 6), Turn.Type.valueOf(turnedBy)),
                        millis(rows, 8),
                        rows.getString(9));
                materials.computeIfAbsent(keyArn, arn -> new ArrayList<>()).add(material);
            }
        }
        return materials;
    }

    private List<KeyChange> keys(Map<String, List<Material>> materials) throws SQLException {
        List<KeyChange> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT arn, account, region, key_id, spec, key_usage, origin,"
                + " manager, created_at, custom_key_store_id, external_key_id, enabled, deletion_days, deletion_at,"
                + " description, policy, tag_keys, tag_values, primary_region, seed, rotation_days, next_rotation_at"
                + " FROM kms.keys")) {
            while (rows.next()) {
                String arn = rows.getString(1);
                KeyIdentity identity = new KeyIdentity(
                        new KeyAddress(rows.getString(2), rows.getString(3), rows.getString(4)),
                        KeySpec.valueOf(rows.getString(5)),
                        KeyUsage.valueOf(rows.getString(6)),
                        Origin.valueOf(rows.getString(7)),
                        KeyManager.valueOf(rows.getString(8)),
                        millis(rows, 9),
                        rows.getString(10),
                        rows.getString(11));
                int deletionDays = rows.getInt(13);
                int rotationDays = rows.getInt(21);
                keys.add(new KeyChange.KeyKept(new Key(
                        identity,
                        rows.getBoolean(12),
                        deletionDays == 0 ? null : new Deletion(deletionDays, millis(rows, 14)),
                        true,
                        new Labels(rows.getString(15), rows.getString(16), map(rows, 17)),
                        new KeyRing(
                                materials.getOrDefault(arn, List.of()),
                                unwrapped(KeyTables.seedOf(arn), rows.getBytes(20)),
                                rotationDays == 0 ? null : new Rotation(rotationDays, millis(rows, 22))),
                        rows.getString(19))));
            }
        }
        return keys;
    }

    private List<KeyChange> uses() throws SQLException {
        List<KeyChange> uses = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT key_arn, operation, used_at, event_id, request_id FROM kms.last_uses")) {
            while (rows.next()) {
                uses.add(new KeyChange.KeyUsed(
                        address(rows.getString(1)),
                        new LastUse(rows.getString(2), millis(rows, 3), rows.getString(4), rows.getString(5))));
            }
        }
        return uses;
    }

    private List<KeyChange> aliases() throws SQLException {
        List<KeyChange> aliases = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT account, region, name, target_key_id, created_at, updated_at FROM kms.aliases")) {
            while (rows.next()) {
                aliases.add(new KeyChange.AliasKept(new Alias(
                        new KeyAddress(rows.getString(1), rows.getString(2), rows.getString(3)),
                        rows.getString(4),
                        millis(rows, 5),
                        millis(rows, 6))));
            }
        }
        return aliases;
    }

    private List<KeyChange> grants() throws SQLException {
        List<KeyChange> grants = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, key_arn, name, created_at, issuer, grantee,"
                + " grantee_is_service, retiree, retiree_is_service, operations, subset_keys, subset_values,"
                + " equal_keys, equal_values, source_arn FROM kms.grants")) {
            while (rows.next()) {
                String retiree = rows.getString(8);
                grants.add(new KeyChange.GrantKept(new Grant(
                        rows.getString(1),
                        address(rows.getString(2)),
                        rows.getString(3),
                        millis(rows, 4),
                        rows.getString(5),
                        new Grant.Party(rows.getString(6), rows.getBoolean(7)),
                        retiree == null ? null : new Grant.Party(retiree, rows.getBoolean(9)),
                        texts(rows, 10),
                        new GrantConstraints(map(rows, 11), map(rows, 13), rows.getString(15)))));
            }
        }
        return grants;
    }

    private List<KeyChange> stores() throws SQLException {
        List<KeyChange> stores = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, account, region, name, type, connected, created_at,"
                + " setting_keys, setting_values FROM kms.custom_key_stores")) {
            while (rows.next()) {
                stores.add(new KeyChange.StoreKept(new KeyStore(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        KeyStore.Type.valueOf(rows.getString(5)),
                        rows.getBoolean(6),
                        millis(rows, 7),
                        map(rows, 8))));
            }
        }
        return stores;
    }

    private SecretBytes unwrapped(String purpose, byte[] wrapped) throws SQLException {
        if (wrapped == null) {
            return null;
        }
        try {
            return new SecretBytes(root.unwrap(purpose, wrapped));
        } catch (AEADBadTagException e) {
            throw new SQLException("The " + purpose + " was changed.", e);
        }
    }

    private static KeyAddress address(String arn) throws SQLException {
        Arn parsed = Arn.parse(arn).orElseThrow(() -> new SQLException("This is no ARN: " + arn));
        return new KeyAddress(
                parsed.account(), parsed.region(), parsed.resource().substring("key/".length()));
    }

    private static long millis(ResultSet rows, int column) throws SQLException {
        Instant instant = rows.getObject(column, Instant.class);
        return instant == null ? 0 : instant.toEpochMilli();
    }

    /** The map whose keys are in this column and whose values are in the next; null if it is. */
    private static Map<String, String> map(ResultSet rows, int column) throws SQLException {
        List<String> keys = texts(rows, column);
        List<String> values = texts(rows, column + 1);
        if (keys == null) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    private static List<String> texts(ResultSet rows, int column) throws SQLException {
        Array array = rows.getArray(column);
        return array == null
                ? null
                : Arrays.stream((Object[]) array.getArray())
                        .map(String.class::cast)
                        .toList();
    }
}
