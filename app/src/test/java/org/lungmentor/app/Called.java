package org.lungmentor.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/**
 * What a call of the command line gave: its exit status and what it wrote.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Called(int status, String out, String err) {
    /** Calls {@link Main} as a user does, within this process and with an empty environment. */
    static Called lungmentor(String... args) {
        return in(Map.of(), args);
    }

    static Called in(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Called(status, out.toString(), err.toString());
    }
}
