package io.dbcpool.host.probe;

/**
 * What a check needs cannot be known, so it ends, with the reason. No failure of ours: it carries no stack trace, and
 * whoever runs checks turns it into a finding.
 */
public final class CannotTell extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    public CannotTell(String reason) {
        this(reason, "");
    }

    /** @param fix what to do so that it can be known */
    public CannotTell(String reason, String fix) {
        super(reason, null, false, false);
        this.fix = fix;
    }

    public String fix() {
        return fix;
    }

    /** The message, which every one of these has. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
