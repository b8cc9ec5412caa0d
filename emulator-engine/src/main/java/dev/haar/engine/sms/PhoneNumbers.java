package dev.haar.engine.sms;

import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.sms.SmsChange.ChoiceKept;
import dev.haar.engine.sms.SmsChange.Place;
import dev.haar.engine.sms.SmsChange.PlaceForgotten;
import dev.haar.engine.sms.SmsChange.SandboxNumberDeleted;
import dev.haar.engine.sms.SmsChange.SandboxNumberKept;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The telephone numbers that an account in a region has to do with. Refusals are {@link SmsException}s, thrown or as the
 * outcome of a future. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_manage.html">Managing phone numbers</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html">The SMS sandbox</a>
 */
public final class PhoneNumbers implements Restorable {
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{5,15}");
    private static final int MOST_IN_SANDBOX = 10;
    private static final long OPT_IN_EVERY = Duration.ofDays(30).toMillis();
    private static final long DELETE_AFTER = Duration.ofHours(24).toMillis();

    private final Time time;
    private final Changes changes;
    private final Supplier<String> passwords;
    private final Map<Place, Map<String, ChoiceKept>> choices = new ConcurrentHashMap<>();
    private final Map<Place, Map<String, SandboxNumber>> sandbox = new ConcurrentHashMap<>();

    /**
     * @param store where changes are kept
     * @param passwords makes one-time passwords of 5 to 8 digits
     */
    public PhoneNumbers(Time time, StateStore store, Supplier<String> passwords) {
        this.time = time;
        this.changes = new Changes(store);
        this.passwords = passwords;
    }

    /** Whether the number's owner wants no text messages. */
    public boolean isOptedOut(String account, String region, String number) {
        ChoiceKept choice = choices(new Place(account, region)).get(number);
        return choice != null && choice.optedOut();
    }

    /** The numbers whose owners want no text messages. */
    public List<String> optedOut(String account, String region) {
        return choices(new Place(account, region)).values().stream()
                .filter(ChoiceKept::optedOut)
                .map(ChoiceKept::number)
                .toList();
    }

    /** Refuses what is no number in the form of E.164. */
    public static void check(String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new SmsException(
                    SmsError.INVALID_PARAMETER, "Invalid parameter: PhoneNumber Reason: input incorrectly formatted");
        }
    }

    /** The number's owner has answered STOP. */
    public CompletableFuture<Void> optOut(String account, String region, String number) {
        check(number);
        Place place = new Place(account, region);
        return changes.inTurn(() -> {
            ChoiceKept before = choices(place).get(number);
            return keep(new ChoiceKept(place, number, true, before == null ? 0 : before.optedInAt()));
        });
    }

    /** Opts a number in again, which can be done once in 30 days. */
    public CompletableFuture<Void> optIn(String account, String region, String number) {
        check(number);
        Place place = new Place(account, region);
        return changes.inTurn(() -> {
            ChoiceKept before = choices(place).get(number);
            if (before == null || !before.optedOut()) {
                return CompletableFuture.completedFuture(null);
            }
            long now = time.millis();
            if (before.optedInAt() != 0 && now < before.optedInAt() + OPT_IN_EVERY) {
                throw new SmsException(
                        SmsError.INVALID_PARAMETER,
                        "Invalid parameter: PhoneNumber Reason: a phone number can be opted in once every 30 days");
            }
            return keep(new ChoiceKept(place, number, false, now));
        });
    }

    /**
     * Takes a number into the sandbox, or renews the password of one that is not verified. AWS lets in what is no number in
     * the form of E.164, too.
     */
    public CompletableFuture<SandboxNumber> add(String account, String region, String number) {
        if (number.isEmpty()) {
            check(number);
        }
        Place place = new Place(account, region);
        return changes.inTurn(() -> {
            if (isOptedOut(account, region, number)) {
                throw new SmsException(SmsError.OPTED_OUT, "The phone number has opted out of SMS messages.");
            }
            Map<String, SandboxNumber> mine = sandbox(place);
            SandboxNumber before = mine.get(number);
            if (before != null && before.verified()) {
                throw new SmsException(SmsError.USER_ERROR, "The phone number is verified already.");
            }
            if (before == null && mine.size() >= MOST_IN_SANDBOX) {
                throw new SmsException(
                        SmsError.USER_ERROR,
                        "There can be at most " + MOST_IN_SANDBOX + " phone numbers in the sandbox.");
            }
            return keep(place, new SandboxNumber(number, passwords.get(), false, time.millis()));
        });
    }

    /** Verifies a number by the password that was sent to it. */
    public CompletableFuture<SandboxNumber> verify(String account, String region, String number, String password) {
        Place place = new Place(account, region);
        return changes.inTurn(() -> {
            SandboxNumber before = require(place, number);
            if (!before.password().equals(password)) {
                throw new SmsException(SmsError.VERIFICATION, "The one-time password is not valid.");
            }
            return keep(place, new SandboxNumber(number, password, true, time.millis()));
        });
    }

    /** Takes a number out of the sandbox; a verified one not within its first 24 hours. */
    public CompletableFuture<Void> remove(String account, String region, String number) {
        Place place = new Place(account, region);
        return changes.inTurn(() -> {
            SandboxNumber before = require(place, number);
            if (before.verified() && time.millis() < before.since() + DELETE_AFTER) {
                throw new SmsException(
                        SmsError.USER_ERROR, "A phone number can be deleted 24 hours after it was verified.");
            }
            return changes.keep(List.of(new SandboxNumberDeleted(place, number)), () -> {
                sandbox(place).remove(number);
                return null;
            });
        });
    }

    /** The numbers in the sandbox, in their order. */
    public List<SandboxNumber> inSandbox(String account, String region) {
        return List.copyOf(sandbox(new Place(account, region)).values());
    }

    /** Forgets everything of the accounts and regions that match. */
    public void reset(BiPredicate<String, String> filter) {
        List<SmsChange> forgotten = new ArrayList<>();
        for (Map<Place, ?> each : List.of(choices, sandbox)) {
            for (Place place : List.copyOf(each.keySet())) {
                if (filter.test(place.account(), place.region())) {
                    each.remove(place);
                    forgotten.add(new PlaceForgotten(place));
                }
            }
        }
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        choices.clear();
        sandbox.clear();
        try (Statement statement = tables.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT account, region, number, opted_out, opted_in_at FROM sns_sms.choices")) {
                while (rows.next()) {
                    Place place = new Place(rows.getString(1), rows.getString(2));
                    Instant optedIn = rows.getObject(5, Instant.class);
                    show(new ChoiceKept(
                            place,
                            rows.getString(3),
                            rows.getBoolean(4),
                            optedIn == null ? 0 : optedIn.toEpochMilli()));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT account, region, number, password, verified, since FROM sns_sms.sandbox")) {
                while (rows.next()) {
                    sandbox(new Place(rows.getString(1), rows.getString(2)))
                            .put(
                                    rows.getString(3),
                                    new SandboxNumber(
                                            rows.getString(3),
                                            rows.getString(4),
                                            rows.getBoolean(5),
                                            rows.getObject(6, Instant.class).toEpochMilli()));
                }
            }
        }
    }

    private CompletableFuture<Void> keep(ChoiceKept choice) {
        return changes.keep(List.of(choice), () -> {
            show(choice);
            return null;
        });
    }

    private void show(ChoiceKept choice) {
        choices(choice.place()).put(choice.number(), choice);
    }

    private CompletableFuture<SandboxNumber> keep(Place place, SandboxNumber next) {
        return changes.keep(List.of(new SandboxNumberKept(place, next)), () -> {
            sandbox(place).put(next.number(), next);
            return next;
        });
    }

    private SandboxNumber require(Place place, String number) {
        SandboxNumber found = sandbox(place).get(number);
        if (found == null) {
            throw new SmsException(SmsError.NOT_FOUND, "The phone number is not in the sandbox.");
        }
        return found;
    }

    private Map<String, ChoiceKept> choices(Place place) {
        return choices.computeIfAbsent(place, absent -> new ConcurrentSkipListMap<>());
    }

    private Map<String, SandboxNumber> sandbox(Place place) {
        return sandbox.computeIfAbsent(place, absent -> new ConcurrentSkipListMap<>());
    }
}
