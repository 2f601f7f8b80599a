import java.io.File;
import java.util.TreeMap;
import org.apache.pdfbox.preflight.Format;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Says by which rules a file is no PDF/A-1b, one a line: code, times, first words. */
public class Validate {
    public static void main(String[] args) throws Exception {
        ValidationResult result;
        PreflightParser parser = new PreflightParser(new File(args[0]));
        try {
            parser.parse(Format.PDF_A1B);
            PreflightDocument document = parser.getPreflightDocument();
            document.validate();
            result = document.getResult();
        } catch (SyntaxValidationException e) {
            result = e.getResult();
        }
        TreeMap<String, Integer> times = new TreeMap<>();
        TreeMap<String, String> words = new TreeMap<>();
        for (ValidationResult.ValidationError e : result.getErrorsList()) {
            times.merge(e.getErrorCode(), 1, Integer::sum);
            words.putIfAbsent(e.getErrorCode(), e.getDetails());
        }
        times.forEach((code, n) -> System.out.println(code + "\t" + n + "\t" + words.get(code).replace('\n', ' ')));
    }
}
