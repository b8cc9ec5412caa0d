package dev.haar.engine.sms;

import dev.haar.core.state.Change;

/** What the commands of this package change. */
sealed interface SmsChange extends Change {
    /** @param optedInAt when it was last opted in, in milliseconds since the epoch; 0 for never */
    record ChoiceKept(Place place, String number, boolean optedOut, long optedInAt) implements SmsChange {}

    record SandboxNumberKept(Place place, SandboxNumber number) implements SmsChange {}

    record SandboxNumberDeleted(Place place, String number) implements SmsChange {}

    /** Everything of an account in a region is gone. */
    record PlaceForgotten(Place place) implements SmsChange {}

    /** An account in a region. */
    record Place(String account, String region) {}
}
