package dev.haar.kms.identity;

import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.kms.crypto.RootKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Identities that are made once, when they are first asked for, and are kept with the state: what was signed yesterday
 * verifies today. A reset leaves them. Safe for use by several threads.
 */
public final class Identities implements Restorable {
    private final Changes changes;
    private final RootKey root;
    private final Map<String, Identity> known = new HashMap<>();
    private final Map<String, IdentityKept> kept = new HashMap<>();

    /**
     * @param store where they are kept
     * @param root what private keys are wrapped under
     */
    public Identities(StateStore store, RootKey root) {
        this.changes = new Changes(store);
        this.root = root;
    }

    /**
     * The one of this name; it is made if there is none yet. That takes a while, and waits until it is kept: not for an IO
     * thread.
     *
     * @param maker makes it
     */
    public synchronized Identity get(String name, Supplier<Identity> maker) {
        return known.computeIfAbsent(name, absent -> {
            IdentityKept found = kept.get(name);
            return found == null ? keep(name, maker.get()) : read(found);
        });
    }

    @Override
    public synchronized void restore(Connection tables) throws SQLException {
        known.clear();
        kept.clear();
        try (Statement statement = tables.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name, wrapped_key, certificate FROM identity.identities")) {
            while (rows.next()) {
                kept.put(rows.getString(1), new IdentityKept(rows.getString(1), rows.getBytes(2), rows.getBytes(3)));
            }
        }
    }

    private Identity keep(String name, Identity made) {
        byte[] wrapped = root.wrap(purpose(name), made.key().getEncoded());
        IdentityKept change = new IdentityKept(name, wrapped, made.encoded());
        return changes.keep(List.of(change), () -> made).join();
    }

    private Identity read(IdentityKept found) {
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(root.unwrap(purpose(found.name()), found.wrappedKey())));
            return new Identity(key, Certificates.read(found.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key " + found.name() + " in the state was not wrapped by Haar.", e);
        }
    }

    private static String purpose(String name) {
        return "identity " + name;
    }
}
