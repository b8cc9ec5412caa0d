package dev.haar.engine.mobile;

import dev.haar.core.state.Change;
import java.util.Map;

/** What the commands of this package change; each carries all of what it is about. */
sealed interface MobileChange extends Change {
    record ApplicationKept(PlatformApplication application) implements MobileChange {}

    /** An application is gone with all its endpoints. */
    record ApplicationDeleted(String arn) implements MobileChange {}

    record EndpointKept(PlatformEndpoint endpoint) implements MobileChange {}

    record EndpointDeleted(String arn) implements MobileChange {}

    /** The settings of text messages of one account in one region; none if they are as they were at first. */
    record SmsAttributesKept(String account, String region, Map<String, String> attributes) implements MobileChange {}
}
