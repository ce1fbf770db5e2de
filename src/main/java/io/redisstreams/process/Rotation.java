package io.redisstreams.process;

import java.util.ArrayList;
import java.util.List;

/** Walks through a list that may change, part by part, and starts again after the end. */
public final class Rotation {
    private final int most;
    private String last = "";

    /** @param most size of a part */
    public Rotation(int most) {
        this.most = most;
    }

    /** @param all in alphabetical order */
    public synchronized List<String> next(List<String> all) {
        if (all.size() <= most) {
            return all;
        }
        List<String> part = new ArrayList<>(most);
        all.stream().filter(name -> name.compareTo(last) > 0).limit(most).forEach(part::add);
        all.stream().limit(most - part.size()).forEach(part::add);
        last = part.get(part.size() - 1);
        return part;
    }
}
