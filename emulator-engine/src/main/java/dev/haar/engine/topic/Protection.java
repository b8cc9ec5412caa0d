package dev.haar.engine.topic;

import dev.haar.core.time.Time;
import dev.haar.engine.protection.DataProtectionException;
import dev.haar.engine.protection.DataProtectionPolicy;
import dev.haar.engine.protection.DataProtectionPolicy.Report;
import dev.haar.engine.protection.Finding;
import dev.haar.engine.protection.FindingsLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Applies the data protection policy of a topic to what is published to it. */
final class Protection {
    private final Time time;
    private final FindingsLog log;
    private final IntSupplier samples;

    /** @param samples numbers from 0 to 99, by which audits choose */
    Protection(Time time, FindingsLog log, IntSupplier samples) {
        this.time = time;
        this.log = log;
        this.samples = samples;
    }

    /** Who an account's callers are. */
    static String principal(String account) {
        return "arn:aws:iam::" + account + ":user/haar";
    }

    /** Refuses a text that is no policy. */
    static void check(String policy) {
        try {
            DataProtectionPolicy.parse(policy);
        } catch (DataProtectionException e) {
            throw TopicException.invalid("DataProtectionPolicy Reason: " + e.getMessage());
        }
    }

    /** A message as the policy lets it through, and what the audit has to tell of it. */
    record Inspected(Publication publication, Optional<Report> report) {}

    /** Looks at messages: refuses all if one may not be published. It takes time in proportion to their length. */
    List<Inspected> inspect(
            TopicAddress topic, DataProtectionPolicy policy, String principal, List<Publication> publications) {
        List<Inspected> inspected = new ArrayList<>(publications.size());
        for (Publication each : publications) {
            List<String> texts = new ArrayList<>(each.bodies().values());
            if (!texts.contains(each.message())) {
                texts.add(each.message());
            }
            if (!texts.stream().allMatch(text -> policy.admits(principal, text))) {
                throw new TopicException(
                        TopicError.NOT_AUTHORIZED,
                        "The topic's data protection policy prohibits this message from being published to "
                                + topic.arn());
            }
            Optional<Report> report = policy.audit(principal, String.join("\n", texts), samples.getAsInt());
            inspected.add(new Inspected(deidentified(policy, principal, each), report));
        }
        return inspected;
    }

    private static Publication deidentified(DataProtectionPolicy policy, String principal, Publication publication) {
        String message = policy.deidentify(principal, publication.message());
        if (message.isEmpty()) {
            throw TopicException.invalid("Empty message");
        }
        Map<String, String> bodies = new LinkedHashMap<>();
        publication.bodies().forEach((protocol, body) -> bodies.put(protocol, policy.deidentify(principal, body)));
        return publication.with(message, bodies);
    }

    /** Tells what was found in messages that were published. */
    void tell(TopicAddress topic, String principal, List<Inspected> inspected, List<Published> published) {
        for (int i = 0; i < inspected.size(); i++) {
            String messageId = published.get(i).messageId();
            inspected
                    .get(i)
                    .report()
                    .ifPresent(report -> log.add(new Finding(
                            time.now(),
                            messageId,
                            principal,
                            topic.arn(),
                            report.identifiers(),
                            report.destination())));
        }
    }
}
