package dev.haar.api.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** A structure of the SDK's model, compiled for the codecs: the same for its builder and for what that builds. */
final class Shape {
    private final String name;
    private final List<Member> members;
    private final Map<String, Member> byName = new HashMap<>();

    /** What several threads say last stands: it is but a hint. */
    private int usualSize;

    Shape(SdkPojo sample) {
        Class<?> type = sample.getClass();
        this.name = (type.getEnclosingClass() == null ? type : type.getEnclosingClass()).getSimpleName();
        this.members = sample.sdkFields().stream().map(Member::new).toList();
        members.forEach(member -> byName.put(member.name(), member));
    }

    /** The name of the structure in AWS's model. */
    String name() {
        return name;
    }

    List<Member> members() {
        return members;
    }

    /** How many bytes the last such structure took that was written: the next will hardly take more. */
    int usualSize() {
        return usualSize;
    }

    void usualSize(int bytes) {
        usualSize = bytes;
    }

    /** The member that AWS JSON calls by this name; null if there is none. */
    Member member(String jsonName) {
        return byName.get(jsonName);
    }
}
