package dev.haar.kms.key;

import java.util.List;

/**
 * The permission for a principal to use a key.
 *
 * @param id 64 hexadecimal digits
 * @param key the key that it is for
 * @param name by which a repeated CreateGrant finds it; null if it has none
 * @param issuer the ARN of the account that made it
 * @param grantee who may use the key
 * @param retiree who may give the grant back; null for only those whom it names otherwise
 * @param operations what the grantee may do
 * @param constraints when it may
 */
public record Grant(
        String id,
        KeyAddress key,
        String name,
        long createdMillis,
        String issuer,
        Party grantee,
        Party retiree,
        List<String> operations,
        GrantConstraints constraints) {
    public Grant {
        operations = List.copyOf(operations);
    }

    /**
     * Somebody whom a grant names.
     *
     * @param name the ARN of a principal or the name of a service
     * @param isService whether it was named as a service
     */
    public record Party(String name, boolean isService) {}

    /** Whether a repeated request means this grant. */
    public boolean isSameAs(Grant other) {
        return name != null
                && name.equals(other.name)
                && key.equals(other.key)
                && grantee.equals(other.grantee)
                && java.util.Objects.equals(retiree, other.retiree)
                && java.util.Set.copyOf(operations).equals(java.util.Set.copyOf(other.operations))
                && constraints.equals(other.constraints);
    }
}
