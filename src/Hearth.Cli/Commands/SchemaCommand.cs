using System.CommandLine;
using Hearth.Workflows.Definitions;

namespace Hearth.Cli.Commands;

internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON Schema of workflow files, for editors.");
        command.SetAction(parsed =>
        {
            parsed.Output().Line(WorkflowSchema.Generate());
            return ExitCodes.Done;
        });
        return command;
    }
}
