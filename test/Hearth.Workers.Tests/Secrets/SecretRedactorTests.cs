using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Workers.Tests.Secrets;

public sealed class SecretRedactorTests
{
    private const string Secret = "squeamish/ossifrage+7?&ü\"";
    private readonly SecretRedactor _redactor = new([Secret]);

    public static TheoryData<string> Shapes =>
    [
        Secret,
        $"Bearer {Secret}, twice {Secret}",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Secret}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}:more")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"a:{Secret}")),
        $"https://host/?key={Uri.EscapeDataString(Secret)}&x",
        WebUtility.UrlEncode(Secret),
        JsonSerializer.Serialize(Secret),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_form_is_found(string text)
    {
        var redacted = _redactor.Redact(text);

        Assert.Contains(SecretRedactor.Mask, redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("ossifrage", redacted, StringComparison.Ordinal);
        // Nothing of the middle is left, in whatever form.
        Assert.DoesNotContain("aWZyYWdl", redacted, StringComparison.Ordinal);
        Assert.True(redacted.Length < text.Length, redacted);
    }

    [Fact]
    public void A_secret_inside_base64_is_found_wherever_it_begins() => Prop.ForAll(
        (from secret in ArbMap.Default.GeneratorFor<NonEmptyString>().Where(text => text.Get.Length >= 12 && text.Get.All(character => character is > ' ' and < '\u007f'))
         from before in Gen.Choose(0, 5)
         from after in Gen.Choose(0, 5)
         select (secret.Get, new string('x', before), new string('y', after))).ToArbitrary(),
        sample =>
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(sample.Item2 + sample.Item1 + sample.Item3));
            var redacted = new SecretRedactor([sample.Item1]).Redact(text);
            // At most a character at each end is of the secret and of its neighbour at once.
            return redacted.Contains(SecretRedactor.Mask, StringComparison.Ordinal) && redacted.Length - SecretRedactor.Mask.Length <= ((sample.Item2.Length + sample.Item3.Length) * 4 / 3) + 8;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_lose_it_in_texts_names_and_numbers()
    {
        var redacted = new SecretRedactor(["1234567", "hidden"]).Redact(JsonElement.Parse("""{"a":["x hidden y",1234567,12345678,true,null],"hidden":{"b":"1234567"}}"""));

        Assert.Equal("""{"a":["x *** y","***",12345678,true,null],"***":{"b":"***"}}""", redacted.GetRawText());
    }

    [Fact]
    public void Errors_lose_it_in_messages_causes_and_lines_of_source()
    {
        var error = _redactor.Redact(new AttemptError("HEARTH3001", $"not {Secret}", "T", false, [new ErrorFrame("M", "f.cs", 1, $"throw {Secret}")], AttemptError.Of("HEARTH3001", Secret)));

        Assert.Equal(("not ***", "throw ***", "***"), (error.Message, error.Frames[0].Source, error.Inner!.Message));
    }

    [Fact]
    public void The_lines_of_a_key_are_found_one_by_one() =>
        Assert.Equal("*** and ***", new SecretRedactor(["-----BEGIN KEY-----\nMIIEvQIBADAN\n"]).Redact("MIIEvQIBADAN and -----BEGIN KEY-----"));

    [Fact]
    public void An_empty_secret_hides_nothing() => Assert.Equal("text", new SecretRedactor([""]).Redact("text"));

    [Fact]
    public void Output_in_pieces_is_held_back_until_its_line_is_whole()
    {
        var lines = new RedactedLines();
        Assert.Equal("free"u8, lines.Take("free"u8));
        Assert.Empty(lines.Begin(["hidden"]));
        Assert.Equal("one ***\n", Encoding.UTF8.GetString([.. lines.Take("one hid"u8), .. lines.Take("den\ntw"u8)]));
        Assert.Equal("two ***", Encoding.UTF8.GetString([.. lines.Take("o hidden"u8), .. lines.Flush()]));
    }
}
