package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.UnsignedBody;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs the envelopes in queues for those who read them: one signature for all subscribers of a message, the same at each reading.
 * Safe for use by several threads.
 */
public final class LateSignatures {
    /** How many signatures are remembered for the other subscribers. */
    private static final int MOST = 10_000;

    /** No text of a member can look so: it would have its quotation marks escaped. */
    private static final String PLACE = "\"" + Envelope.SIGNATURE + "\" : \"\"";

    private final Signer signer;
    private final Map<String, String> byMessageId = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    });

    public LateSignatures(Signer signer) {
        this.signer = signer;
    }

    /** The text of a body with its signature. */
    public String signed(String body) {
        String text = UnsignedBody.text(body);
        Map<String, Object> members = JsonText.parseObject(text)
                .orElseThrow(() -> new IllegalStateException("A body that is to be signed was changed."));
        String messageId = (String) members.get("MessageId");
        String known = byMessageId.get(messageId);
        String signature = known == null ? sign(members) : known;
        byMessageId.putIfAbsent(messageId, signature);
        int at = text.indexOf(PLACE) + PLACE.length() - 1;
        return text.substring(0, at) + signature + text.substring(at);
    }

    private String sign(Map<String, Object> members) {
        return signer.sign(Envelope.stringToSign(name -> (String) members.get(name)), Integer.parseInt((String)
                members.get("SignatureVersion")));
    }
}
