using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workers.Symbols;

namespace Hearth.Workers.Tests;

/// <summary>Modules in a worker: which version is used, and how versions stand beside each other.</summary>
public sealed class LoadingTests
{
    private const string User = "public sealed class Job : ITask<string, string> { public Task<string> RunAsync(string input, TaskContext context) => Task.FromResult(Helper.Text()); }";

    [Fact]
    public async Task A_helper_whose_body_changed_is_used_without_compiling_its_user()
    {
        await using var bench = new Bench();
        var one = bench.Modules.Compile("helper", Helper("one"));
        var user = bench.Modules.Compile("user", User, [one]);
        var rebound = bench.Modules.Rebind(user, bench.Modules.Compile("helper", Helper("two")));

        Assert.Equal("one", await TextAsync(bench, user));
        Assert.Equal("two", await TextAsync(bench, rebound));
        Assert.Equal("two", await TextAsync(bench, rebound));

        var worker = await bench.VerifyAsync();
        Assert.Equal((2, 2, 0), (worker.Modules, (int)worker.Unloaded, worker.Leaked.Count));
    }

    [Fact]
    public async Task A_helper_that_is_still_used_stays_when_one_of_its_users_is_replaced()
    {
        await using var bench = new Bench();
        var helper = bench.Modules.Compile("helper", "public static class Helper { static int s_calls; public static string Text() => $\"{++s_calls}\"; }");
        var other = bench.Modules.Compile("other", User, [helper]);
        Assert.Equal("1", await TextAsync(bench, other));

        for (var version = 0; version < 5; version++)
        {
            var user = bench.Modules.Compile("user", $"{User} public static class Version {{ public const int Is = {version}; }}", [helper]);
            Assert.Equal($"{version + 2}", await TextAsync(bench, user));
            Assert.Empty((await bench.VerifyAsync()).Leaked);
        }

        Assert.Equal("7", await TextAsync(bench, other));
    }

    [Fact]
    public async Task What_refers_to_a_replaced_helper_goes_with_it()
    {
        await using var bench = new Bench();
        var one = bench.Modules.Compile("helper", Helper("one"));
        var users = Enumerable.Range(0, 4).Select(number => bench.Modules.Compile($"user{number}", User, [one])).ToList();
        foreach (var user in users)
            await TextAsync(bench, user);
        var two = bench.Modules.Compile("helper", Helper("two"));

        // Only one of the four is used again: the others are old, too.
        await TextAsync(bench, bench.Modules.Rebind(users[0], two));

        var worker = await bench.VerifyAsync();
        Assert.Equal((2, 5, 0), (worker.Modules, (int)worker.Unloaded, worker.Leaked.Count));
    }

    [Fact]
    public async Task Long_chains_of_modules_unload()
    {
        await using var bench = new Bench();
        for (var version = 0; version < 3; version++)
        {
            var module = bench.Modules.Compile("m0", Helper($"{version}"));
            for (var depth = 1; depth < 12; depth++)
                module = bench.Modules.Compile($"m{depth}", $"public static class Helper{depth} {{ public static string Text() => Helper{(depth == 1 ? "" : depth - 1)}.Text(); }}", [module]);
            module = bench.Modules.Compile("user", User.Replace("Helper.", "Helper11.", StringComparison.Ordinal), [module]);
            Assert.Equal($"{version}", await TextAsync(bench, module));
        }

        var worker = await bench.VerifyAsync();
        Assert.Equal((13, 26, 0), (worker.Modules, (int)worker.Unloaded, worker.Leaked.Count));
    }

    [Fact]
    public async Task A_type_of_a_package_is_the_same_type_for_all_modules()
    {
        await using var bench = new Bench();
        var package = bench.Modules.Compile("package", "public sealed class Shared { public static int Made; public string Text = \"\"; }").Message.Assembly;
        var helper = bench.Modules.Compile("helper", "public static class Helper { public static object Make() { Shared.Made++; return new Shared { Text = \"shared\" }; } }", dependencies: [package]);
        for (var version = 0; version < 3; version++)
        {
            var user = bench.Modules.Compile("user",
                $"public sealed class Job : ITask<string, string> {{ public Task<string> RunAsync(string input, TaskContext context) => Task.FromResult(((Shared)Helper.Make()).Text + Shared.Made + \" {version}\"); }}",
                [helper], [package]);

            // Its state lasts, too, while any module uses it.
            Assert.Equal($"shared{version + 1} {version}", await TextAsync(bench, user));
        }

        Assert.Empty((await bench.VerifyAsync()).Leaked);
        var withoutHelper = bench.Modules.Compile("helper", Helper("gone"));
        await TextAsync(bench, bench.Modules.Compile("user", User, [withoutHelper]));
        var worker = await bench.VerifyAsync();
        Assert.Equal((2, 0), (worker.Modules, worker.Leaked.Count));
    }

    [Fact]
    public async Task An_older_version_that_is_asked_for_again_is_loaded_again()
    {
        await using var bench = new Bench();
        var one = bench.Modules.Compile("user", User, [bench.Modules.Compile("helper", Helper("one"))]);
        var two = bench.Modules.Rebind(one, bench.Modules.Compile("helper", Helper("two")));
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal("one", await TextAsync(bench, one));
            Assert.Equal("two", await TextAsync(bench, two));
        }

        var worker = await bench.VerifyAsync();
        Assert.Equal((2, 0), (worker.Modules, worker.Leaked.Count));
    }

    [Fact]
    public async Task Two_versions_execute_beside_each_other_and_the_old_one_ends_as_it_began()
    {
        await using var bench = new Bench();
        const string Slow = """
            public sealed class Job : ITask<string, string>
            {
                public async Task<string> RunAsync(string input, TaskContext context)
                {
                    context.Log.Information("begun");
                    while (!File.Exists(input)) await Task.Delay(5);
                    return Helper.Text();
                }
            }
            """;
        var go = Path.Combine(bench.Folder, "go");
        var one = bench.Modules.Compile("user", Slow, [bench.Modules.Compile("helper", Helper("one"))]);
        var two = bench.Modules.Rebind(one, bench.Modules.Compile("helper", Helper("two")));
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
        var (first, second) = (new RecordingObserver(), new RecordingObserver());

        // One worker, two attempts: not what the pool does, but what a worker must be able to.
        var old = bench.ExecuteAsync(lease, one, input: go, observer: first);
        await first.WhenHeardAsync("begun");
        var next = bench.ExecuteAsync(lease, two, input: go, observer: second);
        await second.WhenHeardAsync("begun");
        await bench.VerifyAsync();
        await File.WriteAllTextAsync(go, "");

        // The old one's helper is loaded only now.
        Assert.Equal(("one", "two"), ((await old).Output!.Value.GetString(), (await next).Output!.Value.GetString()));
        var worker = await bench.VerifyAsync();
        Assert.Equal((2, 0), (worker.Modules, worker.Leaked.Count));
    }

    [Fact]
    public async Task Internal_members_of_another_module_are_reached_where_its_attribute_says_so()
    {
        await using var bench = new Bench();
        const string Closed = "internal static class Helper { internal static string Text() => \"inside\"; }";
        var helper = bench.Modules.Compile("helper", $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"user\")] {Closed}");
        var user = bench.Modules.Compile("user", User, [helper]);
        // The same surface without the permission: only the user's own attribute opens it.
        var closed = bench.Modules.Compile("helper", Closed);
        var opens = bench.Modules.Compile("user", "[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo(\"helper\")] " + User
            + " namespace System.Runtime.CompilerServices { [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)] internal sealed class IgnoresAccessChecksToAttribute(string name) : Attribute { public string AssemblyName => name; } }", [helper]);

        Assert.Equal("inside", await TextAsync(bench, user));
        Assert.Equal("inside", await TextAsync(bench, bench.Modules.Rebind(opens, closed)));
    }

    [Fact]
    public async Task Places_in_errors_are_found_by_the_symbols_that_only_the_host_reads()
    {
        await using var bench = new Bench();
        var helper = bench.Modules.Compile("helper", """
            public static class Helper
            {
                public static string Text()
                {
                    var text = "x";

                    throw new InvalidOperationException(text);
                }
            }
            """);
        var user = bench.Modules.Compile("user", """
            public sealed class Job : ITask<string, string>
            {
                public async Task<string> RunAsync(string input, TaskContext context)
                {
                    await Task.Yield();
                    return await InnerAsync(
                        input);
                }

                private static async Task<string> InnerAsync(string input)
                {
                    await Task.Yield();
                    return string.Concat(Inputs(input));
                }

                private static IEnumerable<string> Inputs(string input)
                {
                    yield return input;
                    yield return Helper.Text();
                }
            }
            """, [helper]);

        var error = (await bench.ExecuteAsync(user, input: "x")).Error!;

        Assert.All(error.Frames, frame => Assert.Null(frame.File));
        Assert.Equal(helper.Key, error.Frames[0].Module);
        var resolved = ErrorPlaces.AddTo(error, bench.Modules.SymbolsOf);
        Assert.Equal([("tasks/helper.cs", 7), ("tasks/user.cs", 19), ("tasks/user.cs", 13), ("tasks/user.cs", 6)], resolved.Frames.Select(frame => (frame.File!, frame.Line)));
        // Whatever is wrong with the symbols, the error stays.
        Assert.Equal(error.Frames, ErrorPlaces.AddTo(error, _ => null).Frames);
        Assert.Equal(error.Frames, ErrorPlaces.AddTo(error, _ => helper.Message.Assembly).Frames);
        Assert.Equal(error.Frames, ErrorPlaces.AddTo(error, _ => Path.Combine(bench.Folder, "none")).Frames);
    }

    [Fact]
    public async Task A_worker_that_is_killed_while_it_loads_leaves_nothing_that_the_next_one_misses()
    {
        await using var bench = new Bench();
        var one = bench.Modules.Compile("user", User, [bench.Modules.Compile("helper", Helper("one"))]);
        var slow = bench.Modules.Compile("helper",
            "public static class Helper { static Helper() { Console.WriteLine($\"pid {Environment.ProcessId}\"); Thread.Sleep(Timeout.Infinite); } public static string Text() => \"\"; }");
        await TextAsync(bench, one);
        var observer = new RecordingObserver();
        var loading = bench.ExecuteAsync(bench.Modules.Rebind(one, slow), input: "", observer: observer);
        Processes.Signal(await observer.WhenBegunAsync(), "KILL");

        Assert.Equal(AttemptEnding.Died, (await loading).Ending);

        Assert.Equal("one", await TextAsync(bench, one));
        Assert.Equal("two", await TextAsync(bench, bench.Modules.Rebind(one, bench.Modules.Compile("helper", Helper("two")))));
    }

    [Fact]
    public async Task A_module_that_was_never_told_of_is_an_error_of_the_attempt()
    {
        await using var bench = new Bench();
        var helper = bench.Modules.Compile("helper", Helper("one"));
        var user = bench.Modules.Compile("user", User, [helper]);

        var result = await bench.ExecuteAsync(user with { Closure = [user.Message] }, input: "");

        Assert.Equal((AttemptEnding.Failed, AttemptErrorIds.CannotLoad), (result.Ending, result.Error!.Id));
        Assert.Contains(helper.Key, result.Error.Message, StringComparison.Ordinal);
        Assert.Equal("one", await TextAsync(bench, user));
    }

    private static string Helper(string text) => $"public static class Helper {{ public static string Text() => \"{text}\"; }}";

    private static async Task<string> TextAsync(Bench bench, Module module)
    {
        var result = await bench.ExecuteAsync(module, input: "");
        Assert.True(result.Ending == AttemptEnding.Returned, $"{result.Ending}: {result.Error}");
        return result.Output!.Value.GetString()!;
    }
}
