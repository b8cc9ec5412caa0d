package dev.haar.engine.mobile;

import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.engine.mobile.MobileChange.ApplicationDeleted;
import dev.haar.engine.mobile.MobileChange.ApplicationKept;
import dev.haar.engine.mobile.MobileChange.EndpointDeleted;
import dev.haar.engine.mobile.MobileChange.EndpointKept;
import dev.haar.engine.mobile.MobileChange.SmsAttributesKept;
import dev.haar.engine.topic.TopicException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * All platform applications, of every account and region, their endpoints, and the settings of text messages. Refusals are
 * {@link TopicException}s, thrown or as the outcome of a future. Safe for use by several threads.
 */
public final class Mobile implements Restorable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final int LONGEST_NAME = 256;
    private static final List<String> PLATFORMS = List.of(
            "ADM",
            "APNS",
            "APNS_SANDBOX",
            "APNS_VOIP",
            "APNS_VOIP_SANDBOX",
            "BAIDU",
            "GCM",
            "MACOS",
            "MACOS_SANDBOX",
            "MPNS",
            "WNS");

    private final Map<String, Application> applications = new ConcurrentSkipListMap<>();
    private final Map<String, PlatformEndpoint> endpoints = new ConcurrentHashMap<>();
    private final Map<Place, Map<String, String>> smsAttributes = new ConcurrentHashMap<>();
    private final Changes changes;
    private final Supplier<UUID> ids;

    /** An account in a region. */
    private record Place(String account, String region) {}

    /** An application with what belongs to it. */
    private static final class Application {
        private final Map<String, PlatformEndpoint> endpoints = new ConcurrentSkipListMap<>();
        private final Map<String, String> byToken = new ConcurrentHashMap<>();
        private volatile PlatformApplication current;

        Application(PlatformApplication current) {
            this.current = current;
        }
    }

    /**
     * @param store where changes are kept
     * @param ids random UUIDs; safe for use by several threads
     */
    public Mobile(StateStore store, Supplier<UUID> ids) {
        this.changes = new Changes(store);
        this.ids = ids;
    }

    /** Makes an application, or finds the one that is there already with the same attributes. */
    public CompletableFuture<PlatformApplication> create(
            PlatformApplication.Address address, Map<String, String> attributes) {
        checkName(address.name());
        if (!PLATFORMS.contains(address.platform())) {
            throw TopicException.invalid("Platform Reason: " + address.platform() + " is not supported");
        }
        PlatformApplication made =
                new PlatformApplication(address, ApplicationAttributes.made(address.platform(), attributes));
        return changes.inTurn(() -> {
            Application existing = applications.get(address.arn());
            if (existing == null) {
                return changes.keep(List.of(new ApplicationKept(made)), () -> show(made));
            }
            if (!existing.current.attributes().equals(made.attributes())) {
                throw TopicException.invalid(
                        "Name Reason: An application with the same name but different properties already exists");
            }
            return CompletableFuture.completedFuture(existing.current);
        });
    }

    /** Finds an application. */
    public PlatformApplication application(PlatformApplication.Address address) {
        return entry(address).current;
    }

    /** The applications of an account in a region, by ARN. */
    public List<PlatformApplication> applications(String account, String region) {
        return applications.values().stream()
                .map(each -> each.current)
                .filter(each -> each.address().account().equals(account)
                        && each.address().region().equals(region))
                .toList();
    }

    /** Changes some attributes of an application; all others stay. */
    public CompletableFuture<Void> configure(PlatformApplication.Address address, Map<String, String> attributes) {
        return changes.inTurn(() -> {
            PlatformApplication current = entry(address).current;
            PlatformApplication next = new PlatformApplication(
                    address, ApplicationAttributes.with(address.platform(), current.attributes(), attributes));
            return changes.keep(List.of(new ApplicationKept(next)), () -> {
                Application application = applications.get(address.arn());
                if (application != null) {
                    application.current = next;
                }
                return null;
            });
        });
    }

    /** Deletes an application, if there is one, with its endpoints. */
    public CompletableFuture<Void> delete(PlatformApplication.Address address) {
        return changes.inTurn(() -> {
            if (!applications.containsKey(address.arn())) {
                return CompletableFuture.completedFuture(null);
            }
            return changes.keep(List.of(new ApplicationDeleted(address.arn())), () -> {
                drop(address.arn());
                return null;
            });
        });
    }

    /**
     * Makes an endpoint, or finds the one that is there already with the same attributes.
     *
     * @param token what the platform calls the device
     * @param data the user's own; null for none
     * @param attributes they win over the data
     */
    public CompletableFuture<PlatformEndpoint> createEndpoint(
            PlatformApplication.Address address, String token, String data, Map<String, String> attributes) {
        entry(address);
        Map<String, String> made = EndpointAttributes.made(token, data, attributes);
        return changes.inTurn(() -> {
            Application application = entry(address);
            String existing = application.byToken.get(token);
            if (existing != null) {
                PlatformEndpoint found = application.endpoints.get(existing);
                if (!found.attributes().equals(made)) {
                    throw taken(existing);
                }
                return CompletableFuture.completedFuture(found);
            }
            PlatformEndpoint endpoint =
                    new PlatformEndpoint(address.endpointArn(ids.get().toString()), address, made);
            return changes.keep(List.of(new EndpointKept(endpoint)), () -> show(endpoint));
        });
    }

    /** Finds an endpoint. */
    public PlatformEndpoint endpoint(String arn) {
        PlatformEndpoint endpoint = endpoints.get(arn);
        if (endpoint == null) {
            throw TopicException.notFound("Endpoint");
        }
        return endpoint;
    }

    /** Whether there is such an endpoint. */
    public boolean hasEndpoint(String arn) {
        return endpoints.containsKey(arn);
    }

    /** Whether there is such an endpoint and both it and its application are enabled. */
    public boolean isReachable(String arn) {
        PlatformEndpoint endpoint = endpoints.get(arn);
        return endpoint != null
                && endpoint.isEnabled()
                && entry(endpoint.application()).current.isEnabled();
    }

    /** The endpoints of an application, by ARN. */
    public List<PlatformEndpoint> endpoints(PlatformApplication.Address address) {
        return List.copyOf(entry(address).endpoints.values());
    }

    /** Changes some attributes of an endpoint; all others stay. */
    public CompletableFuture<Void> configureEndpoint(String arn, Map<String, String> attributes) {
        return changes.inTurn(() -> {
            PlatformEndpoint current = endpoint(arn);
            PlatformEndpoint next = new PlatformEndpoint(
                    arn, current.application(), EndpointAttributes.with(current.attributes(), attributes));
            String holder = entry(current.application()).byToken.get(next.token());
            if (holder != null && !holder.equals(arn)) {
                throw taken(holder);
            }
            return changes.keep(List.of(new EndpointKept(next)), () -> {
                hide(current);
                show(next);
                return null;
            });
        });
    }

    /** Deletes an endpoint, if there is one. */
    public CompletableFuture<Void> deleteEndpoint(String arn) {
        return changes.inTurn(() -> {
            PlatformEndpoint endpoint = endpoints.get(arn);
            if (endpoint == null) {
                return CompletableFuture.completedFuture(null);
            }
            return changes.keep(List.of(new EndpointDeleted(arn)), () -> {
                hide(endpoint);
                return null;
            });
        });
    }

    /** The settings of text messages of an account in a region, by AWS's names. */
    public Map<String, String> smsAttributes(String account, String region) {
        return smsAttributes.getOrDefault(new Place(account, region), SmsAttributes.FIRST);
    }

    /** Changes some of the settings of text messages; all others stay. */
    public CompletableFuture<Void> configureSms(String account, String region, Map<String, String> attributes) {
        return changes.inTurn(() -> {
            Map<String, String> next = Map.copyOf(SmsAttributes.with(smsAttributes(account, region), attributes));
            return changes.keep(List.of(new SmsAttributesKept(account, region, next)), () -> {
                smsAttributes.put(new Place(account, region), next);
                return null;
            });
        });
    }

    /** Forgets everything of the accounts and regions that match. */
    public void reset(BiPredicate<String, String> filter) {
        List<MobileChange> forgotten = new ArrayList<>();
        for (Application each : applications.values()) {
            PlatformApplication.Address address = each.current.address();
            if (filter.test(address.account(), address.region())) {
                drop(address.arn());
                forgotten.add(new ApplicationDeleted(address.arn()));
            }
        }
        for (Place each : List.copyOf(smsAttributes.keySet())) {
            if (filter.test(each.account, each.region)) {
                smsAttributes.remove(each);
                forgotten.add(new SmsAttributesKept(each.account, each.region, Map.of()));
            }
        }
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        applications.clear();
        endpoints.clear();
        smsAttributes.clear();
        MobileRows.applications(tables).forEach(this::show);
        MobileRows.endpoints(tables).forEach(this::show);
        MobileRows.smsAttributes(tables)
                .forEach(each -> smsAttributes.put(new Place(each.account(), each.region()), each.attributes()));
    }

    private PlatformApplication show(PlatformApplication next) {
        applications.computeIfAbsent(next.address().arn(), arn -> new Application(next)).current = next;
        return next;
    }

    /** A reset may have taken the application while this was being kept. */
    private PlatformEndpoint show(PlatformEndpoint next) {
        Application application = applications.get(next.application().arn());
        if (application != null) {
            application.endpoints.put(next.arn(), next);
            application.byToken.put(next.token(), next.arn());
            endpoints.put(next.arn(), next);
        }
        return next;
    }

    private void hide(PlatformEndpoint endpoint) {
        Application application = applications.get(endpoint.application().arn());
        if (application != null) {
            application.endpoints.remove(endpoint.arn());
            application.byToken.remove(endpoint.token());
            endpoints.remove(endpoint.arn());
        }
    }

    private void drop(String arn) {
        Application application = applications.remove(arn);
        if (application != null) {
            endpoints.keySet().removeAll(application.endpoints.keySet());
        }
    }

    private Application entry(PlatformApplication.Address address) {
        Application application = applications.get(address.arn());
        if (application == null) {
            throw TopicException.notFound("PlatformApplication");
        }
        return application;
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw TopicException.invalid(" Reason: cannot be empty");
        }
        if (!NAME.matcher(name).matches()) {
            throw TopicException.invalid(
                    name + " Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'");
        }
        if (name.length() > LONGEST_NAME) {
            throw TopicException.invalid(name + " Reason: must be at most " + LONGEST_NAME + " characters long");
        }
    }

    private static TopicException taken(String arn) {
        return TopicException.invalid(
                "Token Reason: Endpoint " + arn + " already exists with the same Token, but different attributes.");
    }
}
