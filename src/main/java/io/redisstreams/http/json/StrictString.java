package io.redisstreams.http.json;

class StrictString extends StrictText<String> {
    private static final long serialVersionUID = 1L;

    StrictString() {
        super(String.class);
    }

    @Override
    String parse(String text) {
        return text;
    }

    @Override
    String rule() {
        return "must be a string";
    }
}
