package dev.haar.servicediscovery.registry;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes ids of AWS's forms. */
final class Ids {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Supplier<? extends RandomGenerator> random;

    Ids(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    String namespace() {
        return "ns-" + text(16);
    }

    String service() {
        return "srv-" + text(16);
    }

    String operation() {
        return text(32) + '-' + text(8);
    }

    String hostedZone() {
        return "Z" + text(20).toUpperCase(Locale.ROOT);
    }

    String text(int length) {
        RandomGenerator generator = random.get();
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(generator.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
