package dev.haar.kms.key;

import dev.haar.kms.crypto.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The material of a key, in the order in which it became or is to become current.
 *
 * <p>What time does to it is computed when it is read: material made by rotation follows from the seed, so a rotation that
 * is due needs no one to perform it and gives the same material before and after it was written down.
 *
 * @param seed what further material follows from; null where material is imported or never rotated
 * @param rotation the automatic rotation; null if there is none
 */
public record KeyRing(List<Material> materials, SecretBytes seed, Rotation rotation) {
    public KeyRing {
        materials = List.copyOf(materials);
    }

    /** What encrypts and signs; empty if nothing was ever imported. */
    public Optional<Material> current() {
        // From the end, where it mostly is: keys are looked at with every message.
        for (int i = materials.size() - 1; i >= 0; i--) {
            if (materials.get(i).state() == MaterialState.CURRENT) {
                return Optional.of(materials.get(i));
            }
        }
        return Optional.empty();
    }

    /** The material with an id. */
    public Optional<Material> find(String id) {
        return materials.stream().filter(material -> material.id().equals(id)).findFirst();
    }

    /** What waits for a rotation. */
    public Optional<Material> pending() {
        return materials.stream()
                .filter(material -> material.state() == MaterialState.PENDING_ROTATION)
                .findFirst();
    }

    /** Whether all material that was ever current is there. */
    public boolean isWhole() {
        boolean hasCurrent = false;
        for (Material material : materials) {
            if (!material.isPresent() && material.state() != MaterialState.PENDING_ROTATION) {
                return false;
            }
            hasCurrent |= material.state() == MaterialState.CURRENT;
        }
        return hasCurrent;
    }

    /** How often it was rotated on demand. */
    public long turnsOnDemand() {
        return materials.stream()
                .filter(material -> material.turn() != null && material.turn().type() == Turn.Type.ON_DEMAND)
                .count();
    }

    /** Whether time has changed something. */
    boolean isDue(long now, boolean rotates) {
        if (rotates && rotation != null && rotation.nextMillis() <= now) {
            return true;
        }
        for (Material material : materials) {
            if (isOver(material, now)) {
                return true;
            }
        }
        return false;
    }

    /** The ring as time leaves it: what has expired is gone, and what was due is rotated if the key may be. */
    KeyRing at(long now, boolean rotates) {
        KeyRing ring = this;
        if (materials.stream().anyMatch(material -> isOver(material, now))) {
            ring = withMaterials(materials.stream()
                    .filter(material -> !isOver(material, now) || material.state() != MaterialState.PENDING_ROTATION)
                    .map(material -> isOver(material, now) ? material.withoutSecret() : material)
                    .toList());
        }
        while (rotates && ring.rotation != null && ring.rotation.nextMillis() <= now) {
            Rotation due = ring.rotation;
            ring = ring.turned(new Turn(due.nextMillis(), Turn.Type.AUTOMATIC)).withRotation(due.after());
        }
        return ring;
    }

    private static boolean isOver(Material material, long now) {
        return material.validToMillis() != 0 && material.validToMillis() <= now;
    }

    /** Makes what was pending current, or else material that follows from the seed. */
    public KeyRing turned(Turn turn) {
        Material next = pending().orElseGet(() -> KeyMaker.next(seed, materials.size()));
        List<Material> turned = new ArrayList<>();
        for (Material material : materials) {
            if (!material.id().equals(next.id())) {
                turned.add(
                        material.state() == MaterialState.CURRENT
                                ? material.withState(MaterialState.NON_CURRENT, material.turn())
                                : material);
            }
        }
        turned.add(next.withState(MaterialState.CURRENT, turn));
        return withMaterials(turned);
    }

    /** Changes when it is rotated automatically; null for never. */
    public KeyRing withRotation(Rotation newRotation) {
        return new KeyRing(materials, seed, newRotation);
    }

    /** Adds imported material, or brings back what was there before. */
    public KeyRing withImported(Material material, long validToMillis, String description) {
        UnaryOperator<Material> terms = each -> each.withTerms(validToMillis, description);
        List<Material> all = new ArrayList<>(materials);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(material.id())) {
                all.set(i, terms.apply(all.get(i).returned(material)));
                return withMaterials(all);
            }
        }
        all.add(terms.apply(materials.isEmpty() ? material : material.withState(MaterialState.PENDING_ROTATION, null)));
        return withMaterials(all);
    }

    /** Takes imported material away. Of what was in use it remains known, so that only the same can come back. */
    public KeyRing without(String materialId) {
        return withMaterials(materials.stream()
                .filter(material ->
                        !material.id().equals(materialId) || material.state() != MaterialState.PENDING_ROTATION)
                .map(material -> material.id().equals(materialId) ? material.withoutSecret() : material)
                .toList());
    }

    private KeyRing withMaterials(List<Material> newMaterials) {
        return new KeyRing(newMaterials, seed, rotation);
    }
}
