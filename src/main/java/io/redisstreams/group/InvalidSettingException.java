package io.redisstreams.group;

/** A setting of a group is invalid. The configuration and the API have the same rule. */
public class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String rule;

    /**
     * @param setting its name below the group in the configuration; @param rule what it must be, as the end of a
     *     sentence
     */
    InvalidSettingException(String group, String setting, String rule) {
        super("streams.groups.\"" + group + "\": " + setting + ' ' + rule);
        this.setting = setting;
        this.rule = rule;
    }

    public String setting() {
        return setting;
    }

    public String rule() {
        return rule;
    }
}
