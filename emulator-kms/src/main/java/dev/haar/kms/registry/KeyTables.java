package dev.haar.kms.registry;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.Rotation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;

/**
 * How what happens to keys becomes rows. The tables are documented in docs/state.md. Secrets are wrapped under the root key
 * before they are written.
 */
public final class KeyTables implements Tables {
    private static final String CHECK = "check";

    private final RootKey root;

    public KeyTables(RootKey root) {
        this.root = root;
    }

    static String secretOf(String keyArn, String materialId) {
        return "material " + materialId + " of " + keyArn;
    }

    static String seedOf(String keyArn) {
        return "seed of " + keyArn;
    }

    static String serviceKeyOf(String service) {
        return "key of the service " + service;
    }

    @Override
    public String schema() {
        return "kms";
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(
                List.of(
                        "CREATE SCHEMA kms",
                        "CREATE TABLE kms.root_key (id INTEGER PRIMARY KEY, wrapped VARBINARY(256) NOT NULL)",
                        "CREATE TABLE kms.keys (arn VARCHAR(512) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                                + " region VARCHAR(64) NOT NULL, key_id VARCHAR(256) NOT NULL, spec VARCHAR(32) NOT NULL,"
                                + " key_usage VARCHAR(32) NOT NULL, origin VARCHAR(32) NOT NULL, manager VARCHAR(16) NOT NULL,"
                                + " created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, custom_key_store_id VARCHAR(64),"
                                + " external_key_id VARCHAR(128), enabled BOOLEAN NOT NULL, deletion_days INTEGER,"
                                + " deletion_at TIMESTAMP(3) WITH TIME ZONE, description VARCHAR NOT NULL,"
                                + " policy VARCHAR NOT NULL, tag_keys VARCHAR ARRAY NOT NULL, tag_values VARCHAR ARRAY NOT NULL,"
                                + " primary_region VARCHAR(64), seed VARBINARY(256), rotation_days INTEGER,"
                                + " next_rotation_at TIMESTAMP(3) WITH TIME ZONE)",
                        "CREATE TABLE kms.materials (key_arn VARCHAR(512) NOT NULL, position INTEGER NOT NULL,"
                                + " material_id VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL, secret VARBINARY(16384),"
                                + " public_key VARBINARY(8192) NOT NULL, turned_at TIMESTAMP(3) WITH TIME ZONE,"
                                + " turned_by VARCHAR(16), valid_to TIMESTAMP(3) WITH TIME ZONE, description VARCHAR(256),"
                                + " PRIMARY KEY (key_arn, position))",
                        "CREATE TABLE kms.last_uses (key_arn VARCHAR(512) PRIMARY KEY, operation VARCHAR(64) NOT NULL,"
                                + " used_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, event_id VARCHAR(64) NOT NULL,"
                                + " request_id VARCHAR(64) NOT NULL)",
                        "CREATE TABLE kms.aliases (arn VARCHAR(512) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                                + " region VARCHAR(64) NOT NULL, name VARCHAR(256) NOT NULL, target_key_id VARCHAR(256) NOT NULL,"
                                + " created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,"
                                + " updated_at TIMESTAMP(3) WITH TIME ZONE NOT NULL)",
                        "CREATE TABLE kms.grants (id VARCHAR(64) PRIMARY KEY, key_arn VARCHAR(512) NOT NULL,"
                                + " name VARCHAR(256), created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,"
                                + " issuer VARCHAR(256) NOT NULL, grantee VARCHAR(256) NOT NULL,"
                                + " grantee_is_service BOOLEAN NOT NULL, retiree VARCHAR(256), retiree_is_service BOOLEAN,"
                                + " operations VARCHAR ARRAY NOT NULL, subset_keys VARCHAR ARRAY, subset_values VARCHAR ARRAY,"
                                + " equal_keys VARCHAR ARRAY, equal_values VARCHAR ARRAY, source_arn VARCHAR(512))",
                        "CREATE TABLE kms.custom_key_stores (id VARCHAR(64) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                                + " region VARCHAR(64) NOT NULL, name VARCHAR(256) NOT NULL, type VARCHAR(32) NOT NULL,"
                                + " connected BOOLEAN NOT NULL, created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,"
                                + " setting_keys VARCHAR ARRAY NOT NULL, setting_values VARCHAR ARRAY NOT NULL)"),
                List.of("CREATE TABLE kms.service_keys (service VARCHAR(64) PRIMARY KEY,"
                        + " secret VARBINARY(256) NOT NULL)"));
    }

    /** If something is wrapped here, opens the root key and sees to it that it is the one under which it was. */
    @Override
    public void opened(Connection reading) throws SQLException {
        try (Statement statement = reading.createStatement();
                ResultSet rows = statement.executeQuery("SELECT wrapped FROM kms.root_key")) {
            if (rows.next()) {
                root.open();
                root.unwrap(CHECK, rows.getBytes(1));
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (AEADBadTagException e) {
            throw new SQLException(
                    "the root key in " + root.file() + " is not the one that the keys are wrapped under", e);
        }
    }

    /** Opens the root key, if this is the first key that is written here, and writes down how to recognise it. */
    private void recognise(Statements to) throws SQLException {
        try {
            root.open();
        } catch (IOException e) {
            throw unreadable(e);
        }
        to.update("MERGE INTO kms.root_key (id, wrapped) KEY (id) VALUES (1, ?)", root.wrap(CHECK, new byte[0]));
    }

    private SQLException unreadable(IOException e) {
        return new SQLException("the root key in " + root.file() + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof KeyChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof KeyChange.KeyKept kept) {
            write(kept.key(), to);
        } else if (change instanceof KeyChange.KeyDeleted deleted) {
            delete(deleted.address(), to);
        } else if (change instanceof KeyChange.KeyUsed used) {
            write(used.address(), used.use(), to);
        } else if (change instanceof KeyChange.AliasKept kept) {
            write(kept.alias(), to);
        } else if (change instanceof KeyChange.AliasDeleted deleted) {
            to.update("DELETE FROM kms.aliases WHERE arn = ?", Alias.arn(deleted.address()));
        } else if (change instanceof KeyChange.GrantKept kept) {
            write(kept.grant(), to);
        } else if (change instanceof KeyChange.GrantDeleted deleted) {
            to.update("DELETE FROM kms.grants WHERE id = ?", deleted.id());
        } else if (change instanceof KeyChange.StoreKept kept) {
            write(kept.store(), to);
        } else if (change instanceof KeyChange.StoreDeleted deleted) {
            to.update("DELETE FROM kms.custom_key_stores WHERE id = ?", deleted.id());
        } else if (change instanceof KeyChange.ServiceKeyKept kept) {
            recognise(to);
            to.update(
                    "MERGE INTO kms.service_keys (service, secret) KEY (service) VALUES (?, ?)",
                    kept.service(),
                    root.wrap(serviceKeyOf(kept.service()), kept.secret().reveal()));
        }
    }

    private void write(Key key, Statements to) throws SQLException {
        recognise(to);
        Rotation rotation = key.ring().rotation();
        to.update(
                "MERGE INTO kms.keys (arn, account, region, key_id, spec, key_usage, origin, manager, created_at,"
                        + " custom_key_store_id, external_key_id, enabled, deletion_days, deletion_at, description,"
                        + " policy, tag_keys, tag_values, primary_region, seed, rotation_days, next_rotation_at)"
                        + " KEY (arn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.arn(),
                key.address().account(),
                key.address().region(),
                key.address().id(),
                key.spec().name(),
                key.usage().name(),
                key.identity().origin().name(),
                key.identity().manager().name(),
                Instant.ofEpochMilli(key.identity().createdMillis()),
                key.identity().customKeyStoreId(),
                key.identity().externalKeyId(),
                key.enabled(),
                key.deletion() == null ? null : key.deletion().days(),
                key.deletion() == null ? null : instant(key.deletion().dueMillis()),
                key.labels().description(),
                key.labels().policy(),
                keys(key.labels().tags()),
                values(key.labels().tags()),
                key.primaryRegion(),
                key.ring().seed() == null
                        ? null
                        : root.wrap(seedOf(key.arn()), key.ring().seed().reveal()),
                rotation == null ? null : rotation.periodDays(),
                rotation == null ? null : Instant.ofEpochMilli(rotation.nextMillis()));
        to.update("DELETE FROM kms.materials WHERE key_arn = ?", key.arn());
        int position = 0;
        for (Material material : key.ring().materials()) {
            to.update(
                    "INSERT INTO kms.materials (key_arn, position, material_id, state, secret, public_key, turned_at,"
                            + " turned_by, valid_to, description) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    key.arn(),
                    position++,
                    material.id(),
                    material.state().name(),
                    material.isPresent()
                            ? root.wrap(
                                    secretOf(key.arn(), material.id()),
                                    material.secret().reveal())
                            : null,
                    material.publicKey(),
                    material.turn() == null
                            ? null
                            : Instant.ofEpochMilli(material.turn().millis()),
                    material.turn() == null ? null : material.turn().type().name(),
                    instant(material.validToMillis()),
                    material.description());
        }
    }

    private static void delete(KeyAddress key, Statements to) throws SQLException {
        to.update("DELETE FROM kms.keys WHERE arn = ?", key.arn());
        to.update("DELETE FROM kms.materials WHERE key_arn = ?", key.arn());
        to.update("DELETE FROM kms.last_uses WHERE key_arn = ?", key.arn());
        to.update("DELETE FROM kms.grants WHERE key_arn = ?", key.arn());
        to.update(
                "DELETE FROM kms.aliases WHERE account = ? AND region = ? AND target_key_id = ?",
                key.account(),
                key.region(),
                key.id());
    }

    private static void write(KeyAddress key, LastUse use, Statements to) throws SQLException {
        to.update(
                "MERGE INTO kms.last_uses (key_arn, operation, used_at, event_id, request_id) KEY (key_arn)"
                        + " VALUES (?, ?, ?, ?, ?)",
                key.arn(),
                use.operation(),
                Instant.ofEpochMilli(use.millis()),
                use.eventId(),
                use.requestId());
    }

    private static void write(Alias alias, Statements to) throws SQLException {
        to.update(
                "MERGE INTO kms.aliases (arn, account, region, name, target_key_id, created_at, updated_at) KEY (arn)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                alias.arn(),
                alias.address().account(),
                alias.address().region(),
                alias.address().id(),
                alias.targetKeyId(),
                Instant.ofEpochMilli(alias.createdMillis()),
                Instant.ofEpochMilli(alias.updatedMillis()));
    }

    private static void write(Grant grant, Statements to) throws SQLException {
        to.update(
                "MERGE INTO kms.grants (id, key_arn, name, created_at, issuer, grantee, grantee_is_service, retiree,"
                        + " retiree_is_service, operations, subset_keys, subset_values, equal_keys, equal_values,"
                        + " source_arn) KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                grant.id(),
                grant.key().arn(),
                grant.name(),
                Instant.ofEpochMilli(grant.createdMillis()),
                grant.issuer(),
                grant.grantee().name(),
                grant.grantee().isService(),
                grant.retiree() == null ? null : grant.retiree().name(),
                grant.retiree() == null ? null : grant.retiree().isService(),
                grant.operations().toArray(String[]::new),
                keys(grant.constraints().subset()),
                values(grant.constraints().subset()),
                keys(grant.constraints().equal()),
                values(grant.constraints().equal()),
                grant.constraints().sourceArn());
    }

    private static void write(KeyStore store, Statements to) throws SQLException {
        to.update(
                "MERGE INTO kms.custom_key_stores (id, account, region, name, type, connected, created_at,"
                        + " setting_keys, setting_values) KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                store.id(),
                store.account(),
                store.region(),
                store.name(),
                store.type().name(),
                store.connected(),
                Instant.ofEpochMilli(store.createdMillis()),
                keys(store.settings()),
                values(store.settings()));
    }

    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static String[] keys(Map<String, String> map) {
        return map == null ? null : map.keySet().toArray(String[]::new);
    }

    private static String[] values(Map<String, String> map) {
        return map == null ? null : map.values().toArray(String[]::new);
    }
}
