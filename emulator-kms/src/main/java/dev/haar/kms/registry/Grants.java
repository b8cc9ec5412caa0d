package dev.haar.kms.registry;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.crypto.AEADBadTagException;

/**
 * Permissions to use keys. A grant token names its grant, sealed, so that nothing need be remembered of it.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/grants.html">Grants</a>
 */
public final class Grants {
    private static final int MOST_OF_A_KEY = 50_000;
    private static final String PURPOSE = "grant token";

    private final Registry registry;

    public Grants(Registry registry) {
        this.registry = registry;
    }

    /** Makes a grant, or finds the one of the same name that says the same. */
    public CompletionStage<Grant> create(Grant grant) {
        CompletableFuture<Grant> made = new CompletableFuture<>();
        return registry.command(() -> {
                    Demand.ENABLED.check(Keys.existing(registry, grant.key()));
                    List<Grant> others = of(grant.key());
                    Optional<Grant> same =
                            others.stream().filter(grant::isSameAs).findFirst();
                    if (same.isPresent()) {
                        made.complete(same.get());
                        return List.of();
                    }
                    if (others.size() >= MOST_OF_A_KEY) {
                        throw new KmsException(
                                KmsError.LIMIT_EXCEEDED,
                                "The number of grants of " + grant.key().arn() + " has reached its limit");
                    }
                    made.complete(grant);
                    return List.of(new KeyChange.GrantKept(grant));
                })
                .thenCompose(done -> made);
    }

    /** A token for a grant. */
    public String token(Grant grant) {
        byte[] sealed = registry.root().wrap(PURPOSE, grant.id().getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(sealed);
    }

    /**
     * The grant that a token names; empty if it is gone.
     *
     * @throws KmsException with INVALID_GRANT_TOKEN if it is no token
     */
    public Optional<Grant> byToken(String token) {
        try {
            byte[] sealed = Base64.getDecoder().decode(token);
            return registry.grant(new String(registry.root().unwrap(PURPOSE, sealed), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | AEADBadTagException e) {
            throw new KmsException(KmsError.INVALID_GRANT_TOKEN, "Invalid grant token");
        }
    }

    /**
     * Finds a grant of a key.
     *
     * @throws KmsException with NOT_FOUND
     */
    public Grant get(Key key, String id) {
        return registry.grant(id)
                .filter(grant -> grant.key().equals(key.address()))
                .orElseThrow(() -> new KmsException(KmsError.NOT_FOUND, "Grant ID " + id + " not found"));
    }

    /** Takes a grant away. */
    public CompletionStage<Void> delete(Grant grant) {
        return registry.command(() -> List.of(new KeyChange.GrantDeleted(grant.id())));
    }

    /** The grants of a key, in the order of their ids. */
    public List<Grant> of(KeyAddress key) {
        return list(grant -> grant.key().equals(key));
    }

    /** The grants that match, in the order of their ids. */
    public List<Grant> list(Predicate<Grant> filter) {
        return registry.grants().stream()
                .filter(filter)
                .sorted(Comparator.comparing(Grant::id))
                .toList();
    }
}
