package io.dbcpool.substrate.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** NaCl's {@code crypto_secretbox_xsalsa20poly1305}: the tag, then the message (nacl.cr.yp.to/secretbox.html). */
final class SecretBox {

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 24;
    static final int TAG_BYTES = 16;

    private SecretBox() {}

    static byte[] seal(byte[] key, byte[] nonce, byte[] message) {
        XSalsa20Engine stream = stream(key, nonce);
        Poly1305 tag = tag(stream);
        byte[] box = new byte[TAG_BYTES + message.length];
        stream.processBytes(message, 0, message.length, box, TAG_BYTES);
        tag.update(box, TAG_BYTES, message.length);
        tag.doFinal(box, 0);
        return box;
    }

    /** The message, which the caller wipes; nothing if the key or the box is another than it was. */
    static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] box) {
        XSalsa20Engine stream = stream(key, nonce);
        Poly1305 tag = tag(stream);
        byte[] expected = new byte[TAG_BYTES];
        tag.update(box, TAG_BYTES, box.length - TAG_BYTES);
        tag.doFinal(expected, 0);
        if (!MessageDigest.isEqual(expected, Arrays.copyOf(box, TAG_BYTES))) {
            return Optional.empty();
        }
        byte[] message = new byte[box.length - TAG_BYTES];
        stream.processBytes(box, TAG_BYTES, message.length, message, 0);
        return Optional.of(message);
    }

    private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    /** The stream's first 32 bytes are the tag's key; the message is hidden by what follows. */
    private static Poly1305 tag(XSalsa20Engine stream) {
        byte[] tagKey = new byte[KEY_BYTES];
        stream.processBytes(tagKey, 0, KEY_BYTES, tagKey, 0);
        Poly1305 tag = new Poly1305();
        tag.init(new KeyParameter(tagKey));
        Arrays.fill(tagKey, (byte) 0);
        return tag;
    }
}
