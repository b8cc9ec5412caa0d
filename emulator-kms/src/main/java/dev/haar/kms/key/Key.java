package dev.haar.kms.key;

import java.util.List;
import java.util.Map;

/**
 * All that is kept of a key; a change makes another.
 *
 * @param address where it is
 * @param spec its kind
 * @param usage what it is for
 * @param state what may be done with it
 * @param description what its owner says of it
 * @param policy the key policy, a JSON document
 * @param tags its tags in the order of their keys
 * @param materials what it works with, the current last
 * @param createdMillis when it was made
 * @param deletionMillis when it goes, in the state PENDING_DELETION
 */
public record Key(
        KeyAddress address,
        KeySpec spec,
        KeyUsage usage,
        KeyState state,
        String description,
        String policy,
        Map<String, String> tags,
        List<Material> materials,
        long createdMillis,
        long deletionMillis) {
    public String arn() {
        return address.arn();
    }

    /** What it encrypts and signs with now. */
    public Material current() {
        return materials.get(materials.size() - 1);
    }

    Key withState(KeyState newState, long newDeletionMillis) {
        return new Key(
                address, spec, usage, newState, description, policy, tags, materials, createdMillis, newDeletionMillis);
    }

    Key withDescription(String newDescription) {
        return new Key(
                address, spec, usage, state, newDescription, policy, tags, materials, createdMillis, deletionMillis);
    }

    Key withPolicy(String newPolicy) {
        return new Key(
                address, spec, usage, state, description, newPolicy, tags, materials, createdMillis, deletionMillis);
    }

    Key withTags(Map<String, String> newTags) {
        return new Key(
                address, spec, usage, state, description, policy, newTags, materials, createdMillis, deletionMillis);
    }
}
